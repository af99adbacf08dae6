import { ApiProperty } from '@nestjs/swagger';
import { LEVELS, type AgentLevel } from '../registry/agent.js';
import { PATH_KINDS, type Communication, type PathKind } from './communication-paths.js';
import { PlanFiguresView } from './consolidation-view.js';

export class CorrespondentView {
  @ApiProperty({ example: 'sales-director' }) id!: string;
  @ApiProperty({ example: 'Sales Director' }) name!: string;
  @ApiProperty({ example: 'Sales' }) department!: string;
  @ApiProperty({ enum: LEVELS }) level!: AgentLevel;
}

export class RouteView {
  @ApiProperty({ example: 'b2b-sales-agent' }) from!: string;
  @ApiProperty({ example: 'sales-director' }) to!: string;
  @ApiProperty({ enum: ['manager', 'directors'], description: 'A line of the hierarchy, or among directors' })
  because!: 'manager' | 'directors';
}

export class RosterPathsView {
  @ApiProperty({ type: [CorrespondentView], description: 'Department by department' }) agents!: CorrespondentView[];
  @ApiProperty({ example: 784, description: 'n²' }) potentialPaths!: number;
  @ApiProperty({ type: [RouteView], description: 'That the hierarchy needs; directed' }) routes!: RouteView[];
}

export class TakenPathView {
  @ApiProperty({ example: 'sales-director' }) from!: string;
  @ApiProperty({ example: 'b2b-sales-agent' }) to!: string;
  @ApiProperty({ example: 17 }) messages!: number;
  @ApiProperty({ format: 'date-time' }) firstAt!: string;
  @ApiProperty({ format: 'date-time' }) lastAt!: string;
  @ApiProperty({ enum: PATH_KINDS, description: 'Of the hierarchy after, past it, or with an agent that goes' })
  kind!: PathKind;
}

export class CommunicationView {
  @ApiProperty({ format: 'date-time' }) asOf!: string;
  @ApiProperty({ type: RosterPathsView }) before!: RosterPathsView;
  @ApiProperty({ type: RosterPathsView }) after!: RosterPathsView;
  @ApiProperty({ type: [TakenPathView], description: 'Paths that were taken, most messages first' })
  taken!: TakenPathView[];
  @ApiProperty({ type: PlanFiguresView, description: 'What the plan says, beside what there is' })
  plan!: PlanFiguresView;
}

export function communicationView(
  { before, after, taken }: Communication,
  plan: PlanFiguresView,
  now: Date,
): CommunicationView {
  return {
    asOf: now.toISOString(),
    before: { ...before, agents: [...before.agents], routes: [...before.routes] },
    after: { ...after, agents: [...after.agents], routes: [...after.routes] },
    taken: taken.map((path) => ({
      ...path,
      firstAt: path.firstAt.toISOString(),
      lastAt: path.lastAt.toISOString(),
    })),
    plan,
  };
}

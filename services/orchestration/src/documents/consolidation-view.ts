import { ApiProperty } from '@nestjs/swagger';
import type { ConsolidationFigures, Gap, PlanFigures } from './consolidation-figures.js';

export class PathsView {
  @ApiProperty({ example: 14_641 }) before!: number;
  @ApiProperty({ example: 784 }) after!: number;
}

export class RoutesView {
  @ApiProperty({ example: 348 }) before!: number;
  @ApiProperty({ example: 126 }) after!: number;
}

export class GapView implements Gap {
  @ApiProperty({ example: 'data-privacy-agent' }) agentId!: string;
  @ApiProperty({ example: 'Data Privacy Agent' }) agent!: string;
  @ApiProperty({ example: 'no agent of the target roster takes it over; nobody of Compliance is in it' })
  reason!: string;
}

export class PlanFiguresView implements PlanFigures {
  @ApiProperty({ example: 48 }) legacyAgents!: number;
  @ApiProperty({ example: 28 }) targetAgents!: number;
  @ApiProperty({ type: PathsView, example: { before: 2_304, after: 784 } }) potentialPaths!: PathsView;
  @ApiProperty({ example: 'the plan, phase 1' }) source!: string;
}

export class ConsolidationView implements ConsolidationFigures {
  @ApiProperty({ example: 121, description: 'Agents of the roster before' }) legacyAgents!: number;
  @ApiProperty({ example: 28, description: 'Agents of the roster after' }) targetAgents!: number;
  @ApiProperty({ example: 14, description: 'Agents of both' }) stayingAgents!: number;
  @ApiProperty({ type: PathsView, description: 'Directed paths there could be: n²' }) potentialPaths!: PathsView;
  @ApiProperty({ type: RoutesView, description: 'Directed paths that the hierarchy needs' }) routes!: RoutesView;
  @ApiProperty({ example: 17, description: 'Directed paths that were taken' }) observedPaths!: number;
  @ApiProperty({ example: 102, description: 'One for each legacy agent that another agent takes over' })
  migrations!: number;
  @ApiProperty({ type: [GapView], description: 'Legacy agents without a home' }) gaps!: readonly GapView[];
  @ApiProperty({ type: [String], description: 'Capabilities that no active agent of the roster after has' })
  capabilitiesWithoutTarget!: readonly string[];
  @ApiProperty({
    ...{ type: 'object', additionalProperties: { type: 'number' } },
    ...{ example: { index: 61, none: 1 }, description: 'Legacy agents by the papers that name them' },
  })
  sources!: Readonly<Record<string, number>>;
  @ApiProperty({ type: PlanFiguresView, description: 'What the plan says, beside what there is' })
  plan!: PlanFiguresView;
}

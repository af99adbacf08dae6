import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { RequiresScope } from '@vividwalls/platform';
import { IsIn, IsOptional } from 'class-validator';
import { AGENT_STATUSES, LEVELS } from './agent.js';
import { ROSTERS, type RosterName } from './agents/agent-requests.js';
import { hierarchyTree, type HierarchyNode } from './hierarchy-tree.js';
import { Rosters } from './roster.js';

export class HierarchyQuery {
  @ApiPropertyOptional({ enum: ROSTERS, default: 'target', description: 'The roster before, or the one after' })
  @IsOptional()
  @IsIn(ROSTERS)
  roster: RosterName = 'target';
}

export class HierarchyNodeView implements HierarchyNode {
  @ApiProperty({ example: 'sales-director' }) id!: string;
  @ApiProperty({ example: 'Sales Director' }) name!: string;
  @ApiProperty({ example: 'Sales' }) department!: string;
  @ApiProperty({ enum: LEVELS }) level!: string;
  @ApiProperty({ enum: AGENT_STATUSES }) status!: string;
  @ApiProperty({ type: String, nullable: true, description: 'A second manager' }) alsoReportsTo!: string | null;
  @ApiProperty({ type: () => [HierarchyNodeView], description: 'Those who report to it' })
  reports!: HierarchyNodeView[];
}

export class HierarchyView {
  @ApiProperty({ enum: ROSTERS }) roster!: RosterName;
  @ApiProperty({ example: 28 }) agents!: number;
  @ApiProperty({ type: [HierarchyNodeView], description: 'The root, with everybody below it' })
  roots!: HierarchyNodeView[];
}

@ApiTags('orchestration')
@Controller('api/orchestration/hierarchy')
export class HierarchyController {
  constructor(private readonly rosters: Rosters) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Who reports to whom, as a tree' })
  @ApiOkResponse({ type: HierarchyView })
  async show(@Query() { roster }: HierarchyQuery): Promise<HierarchyView> {
    const all = [...(await this.rosters.current()).agents.values()];
    const agents = all.filter(({ inLegacy, inTarget }) => (roster === 'legacy' ? inLegacy : inTarget));
    return { roster, agents: agents.length, roots: hierarchyTree(agents) as HierarchyNodeView[] };
  }
}

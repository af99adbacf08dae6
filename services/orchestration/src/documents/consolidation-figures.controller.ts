import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Problem, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { takenPaths } from '../registry/observed-paths.js';
import { Rosters } from '../registry/roster.js';
import { seedJson } from '../seeds/seed-files.js';
import { AGENT_DOCUMENTS } from './agent-documents.js';
import type { Consolidated } from './consolidated.js';
import { consolidationFigures, type PlanFigures } from './consolidation-figures.js';
import { ConsolidationView } from './consolidation-view.js';

/** Longest name of a document that is repeated in an answer. */
const SHOWN_CHARACTERS = 80;

@ApiTags('orchestration')
@Controller('api/orchestration/consolidation')
export class ConsolidationFiguresController {
  private readonly plan = seedJson<PlanFigures>('plan-figures.json');

  constructor(
    private readonly rosters: Rosters,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'The consolidation in figures: agents, paths, gaps, counted; the plan’s own beside them',
    description: 'Routes are each agent with its managers, both ways, and directors among each other, each route once.',
  })
  @ApiOkResponse({ type: ConsolidationView })
  async figures(): Promise<ConsolidationView> {
    const { roster, paths, plan } = await this.consolidated();
    return consolidationFigures(roster, paths.length, plan);
  }

  @Get('documents/:name')
  @RequiresScope('orchestration:read')
  @Header('content-type', 'text/markdown; charset=utf-8')
  @ApiOperation({ summary: 'A document of the consolidation, made from what is in the registry now' })
  @ApiParam({ name: 'name', enum: [...AGENT_DOCUMENTS.keys()] })
  @ApiProduces('text/markdown')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ description: 'There is no such document' })
  async document(@Param('name') name: string): Promise<string> {
    const render = AGENT_DOCUMENTS.get(name);
    if (!render) {
      const names = [...AGENT_DOCUMENTS.keys()].join(', ');
      throw new Problem(404, 'No such document', `There is no ${name.slice(0, SHOWN_CHARACTERS)}; there are ${names}.`);
    }
    return render(await this.consolidated());
  }

  private async consolidated(): Promise<Consolidated> {
    return { roster: await this.rosters.current(), paths: await takenPaths(this.dataSource), plan: this.plan };
  }
}

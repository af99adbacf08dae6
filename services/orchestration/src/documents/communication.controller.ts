import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { takenPaths } from '../registry/observed-paths.js';
import { Rosters } from '../registry/roster.js';
import { seedJson } from '../seeds/seed-files.js';
import { communicationOf } from './communication-paths.js';
import { communicationView, CommunicationView } from './communication-view.js';
import type { PlanFigures } from './consolidation-figures.js';

@ApiTags('orchestration')
@Controller('api/orchestration/communication')
export class CommunicationController {
  private readonly plan = seedJson<PlanFigures>('plan-figures.json');

  constructor(
    private readonly rosters: Rosters,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'Who talks to whom: the routes that the hierarchy needs before and after, and the paths that were taken',
    description:
      'A route is each agent with its managers, both ways, and directors among each other, each once. A path was taken ' +
      'when one agent handed something to another.',
  })
  @ApiOkResponse({ type: CommunicationView })
  async show(): Promise<CommunicationView> {
    const [roster, paths] = await Promise.all([this.rosters.current(), takenPaths(this.dataSource)]);
    return communicationView(communicationOf(roster, paths), this.plan, this.clock.now());
  }
}

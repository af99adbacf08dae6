import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { Rosters } from '../../registry/roster.js';
import { listStops } from '../stops/agent-stops.js';
import { StopRooms } from '../stops/stop-rooms.js';
import { agentAtWorkView, AgentsAtWorkQuery, AgentsAtWorkView, periodOf } from './agents-at-work-view.js';
import { workOfAgents } from './agents-at-work.js';

/** Each agent stands still once; there are never more. */
const STOPS_MAX = 1_000;

@ApiTags('orchestration')
@Controller('api/orchestration/agents-at-work')
export class AgentsAtWorkController {
  constructor(
    private readonly rosters: Rosters,
    private readonly dataSource: DataSource,
    private readonly rooms: StopRooms,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({
    summary: 'What every agent did lately, what it has open, and whether it stands still',
    description: 'Trials and proposals beside a legacy agent are not counted. An agent that did nothing is in it too.',
  })
  @ApiOkResponse({ type: AgentsAtWorkView })
  async show(@Query() { days, roster, agentId }: AgentsAtWorkQuery): Promise<AgentsAtWorkView> {
    const to = this.clock.now();
    const from = periodOf(days, to);
    const [all, work, stops] = await Promise.all([
      this.rosters.current(),
      workOfAgents(this.dataSource, from, to),
      listStops(this.dataSource, to, undefined, STOPS_MAX),
    ]);
    const workOf = new Map(work.map((one) => [one.agentId, one]));
    const agents = [...all.agents.values()]
      .filter(({ inLegacy, inTarget }) => !roster || (roster === 'legacy' ? inLegacy : inTarget))
      .filter(({ id }) => agentId === undefined || id === agentId);
    const shown = new Set(agents.map(({ id }) => id));
    const seen = await this.rooms.of(stops.filter((stop) => shown.has(stop.agentId)));
    // Newest last, so that it is the one that stays.
    const stopOf = new Map(seen.toReversed().map((stop) => [stop.agentId, stop]));
    const items = agents
      .map(({ id }) => agentAtWorkView(id, workOf.get(id), stopOf.get(id), days))
      .toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1));
    return { from: from.toISOString(), to: to.toISOString(), days, items };
  }
}

import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock, Problem, RequiresScope, toPage, type AuthenticatedRequest } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { WakeUps } from '../runner/wake-ups.js';
import { listStops, resumeAgent } from '../stops/agent-stops.js';
import { QueueView, readQueue, StopPageView } from './queue-view.js';
import { TaskReasonBody, StopsQuery } from './task-requests.js';

@ApiTags('orchestration')
@Controller('api/orchestration')
export class QueueController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly wakeUps: WakeUps,
  ) {}

  @Get('queue')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'How many tasks have not ended, by state and by what they wait for' })
  @ApiOkResponse({ type: QueueView })
  queue(): Promise<QueueView> {
    return readQueue(this.dataSource, this.clock.now());
  }

  @Get('agents-stopped')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Agents that get no work for now, and why; newest first, paged by cursor' })
  @ApiOkResponse({ type: StopPageView })
  async stopped(@Query() { cursor, limit }: StopsQuery): Promise<StopPageView> {
    const stops = await listStops(this.dataSource, this.clock.now(), cursor, limit + 1);
    const page = toPage(stops, limit, ({ id }) => id);
    return {
      ...page,
      items: page.items.map(({ stoppedAt, until, ...stop }) => ({
        ...{ ...stop, stoppedAt: stoppedAt.toISOString(), until: until?.toISOString() ?? null },
      })),
    };
  }

  @Post('agents-stopped/:agentId/resume')
  @HttpCode(204)
  @RequiresScope('orchestration:approve')
  @ApiOperation({ summary: 'Let an agent work again that stands still' })
  @ApiResponse({ status: 204, description: 'What waited for it is taken now' })
  @ApiResponse({ status: 403, description: 'A person must do this' })
  @ApiResponse({ status: 404, description: 'It does not stand still' })
  async resume(
    @Param('agentId') agentId: string,
    @Body() { reason }: TaskReasonBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<void> {
    const by = request.principal!.actor;
    if (by.startsWith('agent:')) throw new Problem(403, 'Not for agents', 'A person must do this.');
    const isResumed = await this.work.run((tx) =>
      resumeAgent(tx, this.outbox, { agentId, by, reason }, this.clock.now()),
    );
    if (!isResumed) throw new Problem(404, 'Not stopped', `${agentId.slice(0, 64)} does not stand still.`);
    this.wakeUps.ring();
  }
}

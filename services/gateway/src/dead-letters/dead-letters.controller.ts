import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { NATS } from '@vividwalls/messaging';
import { PageQuery, RequiresScope, type Page } from '@vividwalls/platform';
import { IsOptional, Matches } from 'class-validator';

class DeadLetterQuery extends PageQuery {
  @IsOptional() @Matches(/^[0-9]{1,15}$/, { message: 'cursor must be one that a page gave' }) declare cursor?: string;
}

/** Dead letters read one by one from their stream, so a page stays small. */
const LARGEST_PAGE = 100;

@ApiTags('gateway')
@Controller('api/gateway/dead-letters')
export class DeadLettersController {
  constructor(@Inject(NATS) private readonly connection: NatsConnection) {}

  @Get()
  @RequiresScope('gateway:read')
  @ApiOperation({ summary: 'Events no consumer could handle, newest first' })
  async list(@Query() query: DeadLetterQuery): Promise<Page<unknown>> {
    const manager = await jetstreamManager(this.connection);
    const { state } = await manager.streams.info('DLQ');
    const limit = Math.min(query.limit, LARGEST_PAGE);
    const newest = query.cursor ? Number(query.cursor) - 1 : state.last_seq;
    const items: unknown[] = [];
    let sequence = newest;
    for (; sequence >= state.first_seq && state.messages > 0 && items.length < limit; sequence -= 1) {
      const message = await manager.streams.getMessage('DLQ', { seq: sequence });
      if (message) items.push({ sequence, ...message.json<object>() });
    }
    return sequence >= state.first_seq && items.length === limit
      ? { items, nextCursor: String(sequence + 1) }
      : { items };
  }
}

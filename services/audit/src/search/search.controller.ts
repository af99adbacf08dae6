import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page, RecordedEvent } from '@vividwalls/contracts';
import { Problem, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { EventQuery } from './event-query.js';
import { findEntry, findEvents } from './find-events.js';

const POSITION = /^[0-9]{1,18}$/;

@ApiTags('audit')
@Controller('api/audit/events')
export class SearchController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @RequiresScope('audit:read')
  @ApiOperation({ summary: 'Recorded events by type, subject, correlation; newest first, paged by cursor' })
  @ApiOkResponse({
    schema: {
      example: {
        items: [
          {
            position: '44',
            stream: 'FINANCE',
            sequence: '6',
            id: '01a20593-24e4-7109-9c82-31012e78d32b',
            type: 'vw.finance.entry.booked.v1',
            subject: '450789469',
            time: '2025-04-02T16:38:34.000Z',
            storedAt: '2026-11-22T23:24:19.054Z',
            recordedAt: '2026-11-22T23:24:19.060Z',
            correlationId: 'b19fe8cc-c1f6-5f52-bb84-3254bb872a94',
            causationId: 'ce7e49e8-10d3-5cc0-b199-208bfef6f61a',
            actor: 'shopify:prints.myshopify.com',
            test: false,
            hash: '36925ee64818b8b33be7da697cf5cb36…',
            data: {},
            payloadCharacters: 912,
          },
        ],
        nextCursor: '44',
      },
    },
  })
  list(@Query() query: EventQuery): Promise<Page<RecordedEvent>> {
    return findEvents(this.dataSource, query);
  }

  @Get(':position')
  @RequiresScope('audit:read')
  @ApiOperation({ summary: 'One entry of the chain with its payload and hashes' })
  @ApiNotFoundResponse({ description: 'The chain has no such position' })
  async entry(@Param('position') position: string): Promise<object> {
    const entry = POSITION.test(position) ? await findEntry(this.dataSource, position) : undefined;
    if (!entry) throw new Problem(404, 'No such entry', `The chain has no position ${position.slice(0, 40)}.`);
    return entry;
  }
}

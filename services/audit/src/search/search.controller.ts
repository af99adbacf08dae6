import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problem, RequiresScope, type Page } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { EventQuery } from './event-query.js';
import { findEntry, findEvents, type RecordedEvent } from './find-events.js';

const POSITION = /^[0-9]{1,18}$/;

@ApiTags('audit')
@Controller('api/audit/events')
export class SearchController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @RequiresScope('audit:read')
  @ApiOperation({ summary: 'Recorded events by type, subject, correlation; newest first, paged by cursor' })
  list(@Query() query: EventQuery): Promise<Page<RecordedEvent>> {
    return findEvents(this.dataSource, query);
  }

  @Get(':position')
  @RequiresScope('audit:read')
  @ApiOperation({ summary: 'One entry of the chain with its payload and hashes' })
  async entry(@Param('position') position: string): Promise<object> {
    const entry = POSITION.test(position) ? await findEntry(this.dataSource, position) : undefined;
    if (!entry) throw new Problem(404, 'No such entry', `The chain has no position ${position.slice(0, 40)}.`);
    return entry;
  }
}

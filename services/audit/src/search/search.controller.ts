import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problem, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { EventQuery } from './event-query.js';
import { RecordedEntryView, RecordedEventPageView, StoryView } from './event-views.js';
import { findEntry, findEvents } from './find-events.js';
import { findStory } from './find-story.js';
import { StoryQuery } from './story-query.js';

const POSITION = /^[0-9]{1,18}$/;

@ApiTags('audit')
@Controller('api/audit')
export class SearchController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('events')
  @RequiresScope('audit:read')
  @ApiOperation({ summary: 'Recorded events by type, subject, correlation; newest first, paged by cursor' })
  @ApiOkResponse({ type: RecordedEventPageView })
  list(@Query() query: EventQuery): Promise<RecordedEventPageView> {
    return findEvents(this.dataSource, query) as Promise<RecordedEventPageView>;
  }

  @Get('story')
  @RequiresScope('audit:read')
  @ApiOperation({
    summary: 'One story across all services, oldest first',
    description:
      'Everything that followed from one first cause; or an aggregate’s own events and everything that followed from the ' +
      'same first causes as they did.',
  })
  @ApiOkResponse({ type: StoryView })
  @ApiBadRequestResponse({ description: 'Neither or both of correlationId and subject were given' })
  async story(@Query() { correlationId, subject, limit }: StoryQuery): Promise<StoryView> {
    if (!correlationId === !subject)
      throw new Problem(400, 'Which story?', 'Give correlationId or subject, one of them.');
    return findStory(this.dataSource, correlationId ? { correlationId } : { subject: subject! }, limit);
  }

  @Get('events/:position')
  @RequiresScope('audit:read')
  @ApiOperation({ summary: 'One entry of the chain with its payload and hashes' })
  @ApiOkResponse({ type: RecordedEntryView })
  @ApiNotFoundResponse({ description: 'The chain has no such position' })
  async entry(@Param('position') position: string): Promise<RecordedEntryView> {
    const entry = POSITION.test(position) ? await findEntry(this.dataSource, position) : undefined;
    if (!entry) throw new Problem(404, 'No such entry', `The chain has no position ${position.slice(0, 40)}.`);
    return entry;
  }
}

import { Body, Controller, Get, Inject, Param, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  keyedRequest,
  PageQuery,
  RequiresScope,
  toPage,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { assertPerson } from '../../registry/assert-person.js';
import { ScheduleDesk } from '../schedule-desk.js';
import { listSchedules } from '../schedule-rows.js';
import { ScheduleBody } from './schedule-requests.js';
import { SchedulePageView, scheduleView, ScheduleView } from './schedule-views.js';

@ApiTags('orchestration')
@Controller('api/orchestration/schedules')
export class SchedulesController {
  constructor(
    private readonly desk: ScheduleDesk,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Work that comes at a time, in the order of the ids, paged by cursor' })
  @ApiOkResponse({ type: SchedulePageView })
  async list(@Query() { cursor, limit }: PageQuery): Promise<SchedulePageView> {
    const page = toPage(await listSchedules(this.dataSource, cursor, limit + 1), limit, ({ id }) => id);
    return { ...page, items: page.items.map(scheduleView) };
  }

  @Put(':id')
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Turn a schedule on or off, or let it come at another time',
    description: 'What is left out stays. Times that pass while it is off are not made up for.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: ScheduleBody,
    examples: {
      earlier: { summary: 'An hour earlier', value: { at: '06:00' } },
      off: { summary: 'Not for now', value: { enabled: false } },
    },
  })
  @ApiOkResponse({ type: ScheduleView })
  @ApiResponse({ status: 403, description: 'Agents cannot' })
  @ApiResponse({ status: 404, description: 'There is no such schedule' })
  @ApiResponse({ status: 422, description: 'No such time or time zone; one that comes every week has no weekday' })
  async put(
    @Param('id') id: string,
    @Body() body: ScheduleBody,
    @Req() request: WrittenRequest,
  ): Promise<ScheduleView> {
    const { actor } = request.principal!;
    assertPerson(actor);
    const wish = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    return scheduleView(await this.desk.change(id, wish, { actor, keyed: keyedRequest(request) }));
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, OmitType } from '@nestjs/swagger';
import { Clock, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { ShopCalendar } from '../time/shop-calendar.js';
import { addDays } from './calendar-day.js';
import { reportRange } from './report-range.js';
import { RangeQuery } from './report-query.js';
import { revenueBasis } from './revenue-bases.js';
import { findRevenueSums } from './revenue-bases.queries.js';
import { RevenueBasesView } from './revenue-bases-view.js';

/** Shown by default: thirty days, the last one included. */
const DAYS_BEFORE = 29;

/** It has no file: it is one line beside a table. */
class RevenueBasesQuery extends OmitType(RangeQuery, ['format']) {}

@ApiTags('finance')
@Controller('api/finance/reports')
export class RevenueBasesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get('revenue-bases')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'Net revenue booked in these days, and of the orders placed in them, with what lies between',
    description:
      'booked = ofOrders − bookedOnOtherDays + ofOtherOrders. The P&L is of what was booked; attribution, margins and streams ' +
      'are of the orders placed. Of the last thirty days by default.',
  })
  @ApiOkResponse({ type: RevenueBasesView })
  async bases(@Query() query: RevenueBasesQuery): Promise<RevenueBasesView> {
    const { book, currency } = query;
    const range = reportRange(query, this.calendar.dayOf(this.clock.now()), (to) => addDays(to, -DAYS_BEFORE));
    const sums = await findRevenueSums(this.dataSource, this.calendar, { book, range, currency });
    return { book, ...range, currencies: sums.map(revenueBasis) };
  }
}

import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { Revenue } from '@vividwalls/contracts';
import { Clock, RequiresScope, sendCsv, type CsvReply } from '@vividwalls/platform';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { STREAMS, type RevenueStream } from '../order-books/stream-of-line.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { addDays } from './calendar-day.js';
import { reportPeriods, reportRange } from './report-range.js';
import { RangeQuery } from './report-query.js';
import { revenueCsv } from './revenue-csv.js';
import { RevenueView } from './revenue-view.js';
import { findFirstDay, findRevenue } from './revenue.queries.js';
import { coveredDays, ofStream, revenueOf } from './revenue.js';

const PERIODS = ['day', 'week', 'month', 'total'] as const;

/** Shown by default: thirty days, the last one included. */
const DAYS_BEFORE = 29;

export class RevenueQuery extends RangeQuery {
  @ApiPropertyOptional({
    enum: PERIODS,
    default: 'day',
    description: 'Weeks are those of ISO 8601; a total has one period, from first to last day',
  })
  @IsOptional()
  @IsIn(PERIODS)
  by: (typeof PERIODS)[number] = 'day';

  @ApiPropertyOptional({ enum: STREAMS, description: 'Its lines alone, by the day their orders were placed' })
  @IsOptional()
  @IsIn(STREAMS)
  stream?: RevenueStream;
}

@ApiTags('finance')
@Controller('api/finance/reports')
export class RevenueController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get('revenue')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'Orders, gross, discounts, refunds and net revenue by day, week, month or in total, and by stream',
    description:
      'Of the last thirty days by default. Amounts of a period stand where things happened, as in the P&L; its streams tell what the orders placed in it come to by now. Days outside the time the books cover are null, days without orders are zero and say so.',
  })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: RevenueView })
  async revenue(@Query() query: RevenueQuery, @Res({ passthrough: true }) reply: CsvReply): Promise<Revenue | string> {
    const { book, currency, by, stream, format } = query;
    const today = this.calendar.dayOf(this.clock.now());
    const range = reportRange(query, today, (to) => addDays(to, -DAYS_BEFORE));
    const periods = reportPeriods(range, by);
    const [firstDay, books] = await Promise.all([
      findFirstDay(this.dataSource, book),
      findRevenue(this.dataSource, { book, currency }, periods),
    ]);
    const covers = coveredDays(firstDay, today);
    const currencies = books.map((one) => {
      const all = periods.map((period, index) => revenueOf(period, covers, one.of(index)));
      return { currency: one.currency, periods: stream === undefined ? all : ofStream(all, stream) };
    });
    const revenue: Revenue = {
      ...{ book, ...range, by, covers: covers ?? null, currencies },
      ...(covers ? {} : { reason: `Nothing is booked in the ${book} book.` }),
    };
    return format === 'csv' ? sendCsv(reply, `revenue-${range.from}-${range.to}.csv`, revenueCsv(revenue)) : revenue;
  }
}

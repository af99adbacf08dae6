import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { Pnl } from '@vividwalls/contracts';
import { Clock, RequiresScope, sendCsv, type CsvReply } from '@vividwalls/platform';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { ShopCalendar } from '../time/shop-calendar.js';
import { pnlCsv } from './pnl-csv.js';
import { PnlView } from './pnl-view.js';
import { findBooksOfRanges } from './profit-and-loss.queries.js';
import { nothingBooked, profitAndLoss, rangesOf } from './profit-and-loss.js';
import { reportPeriods, reportRange } from './report-range.js';
import { RangeQuery } from './report-query.js';

const PERIODS = ['month', 'quarter', 'year', 'total'] as const;

export class PnlQuery extends RangeQuery {
  @ApiPropertyOptional({
    enum: PERIODS,
    default: 'month',
    description: 'A total has one period, from first to last day',
  })
  @IsOptional()
  @IsIn(PERIODS)
  by: (typeof PERIODS)[number] = 'month';
}

@ApiTags('finance')
@Controller('api/finance/reports')
export class PnlController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get('pnl')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'Profit and loss by month, quarter, year or in total, each compared with the period before',
    description:
      'From 1 January of the last day by default. Things stand in the period in which they happened: a refund in that of the refund. What could not be computed is null, with the reason.',
  })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: PnlView })
  async pnl(@Query() query: PnlQuery, @Res({ passthrough: true }) reply: CsvReply): Promise<Pnl | string> {
    const { book, currency, by, format } = query;
    const range = reportRange(query, this.calendar.dayOf(this.clock.now()), (to) => `${to.slice(0, 4)}-01-01`);
    const periods = reportPeriods(range, by);
    const books = await findBooksOfRanges(this.dataSource, { book, currency }, rangesOf(periods));
    const currencies = books.map((one) => profitAndLoss(periods, one)).filter(({ periods }) => isShown(periods));
    const pnl: Pnl = {
      ...{ book, ...range, by, currencies },
      ...(currencies.length === 0 && { reason: nothingBooked(book, range, currency) }),
    };
    return format === 'csv' ? sendCsv(reply, `pnl-${range.from}-${range.to}.csv`, pnlCsv(pnl)) : pnl;
  }
}

/** A currency of which only the period before the first knows something is not part of the report. */
const isShown = (periods: Pnl['currencies'][number]['periods']): boolean =>
  periods.some(({ statement }) => statement !== null);

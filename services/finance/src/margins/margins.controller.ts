import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Margins } from '@vividwalls/contracts';
import { Clock, RequiresScope, sendCsv, type CsvReply } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { addDays } from '../reports/calendar-day.js';
import { nothingBooked } from '../reports/profit-and-loss.js';
import { reportRange } from '../reports/report-range.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { findMargins } from './find-margins.js';
import { MarginsQuery } from './margins-query.js';
import { MarginsView } from './margins-view.js';
import { marginsCsv } from './margins-csv.js';

/** Shown by default: thirty days, the last one included; as of revenue and attribution. */
const DAYS_BEFORE = 29;

const NONE_OF_THE_KIND = 'Orders were placed, and none of them is known to belong to a group of this kind.';

@ApiTags('finance')
@Controller('api/finance')
export class MarginsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get('margins')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'Contribution margins by order, line, size, product, segment, agent or stream; paged by cursor',
    description:
      'Of orders placed in the last thirty days by default, as they stand now. Net revenue less cost of goods, processor fees and commissions; of agents also less what they spent. Where a cost is unknown the margin is null, and the orders are counted.',
  })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: MarginsView })
  async margins(@Query() query: MarginsQuery, @Res({ passthrough: true }) reply: CsvReply): Promise<Margins | string> {
    const { book, by, format, ...asked } = query;
    const range = reportRange(query, this.calendar.dayOf(this.clock.now()), (to) => addDays(to, -DAYS_BEFORE));
    const found = await findMargins(this.dataSource, this.calendar, { ...asked, book, by, range });
    const nothing = found.totals.length === 0 ? nothingBooked(book, range, query.currency) : NONE_OF_THE_KIND;
    const isEmpty = found.items.length === 0 && query.cursor === undefined;
    const margins: Margins = {
      ...{ book, by, ...range },
      ...found,
      ...(isEmpty && { reason: nothing }),
    };
    return format === 'csv'
      ? sendCsv(reply, `margins-${by}-${range.from}-${range.to}.csv`, marginsCsv(margins))
      : margins;
  }
}

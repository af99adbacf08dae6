import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Clock, PageQuery, RequiresScope } from '@vividwalls/platform';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import type { Book } from '../../journal/journal-entry.js';
import { addDays } from '../../reports/calendar-day.js';
import { reportRange } from '../../reports/report-range.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { SUMMARY_BY, type SummaryBy } from './attribution-summary.queries.js';
import { CreditedOrderPageView } from './credited-order-view.js';
import { findCreditedOrders } from './credited-orders.js';

/** Shown by default: thirty days, the last one included; as in the summary. */
const DAYS_BEFORE = 29;

const [LONGEST_KEY, LONGEST_DAY, LONGEST_CURRENCY, LONGEST_CURSOR] = [255, 32, 16, 600];

class CreditedOrdersQuery extends PageQuery {
  @ApiPropertyOptional({ enum: SUMMARY_BY, default: 'agent' })
  @IsOptional()
  @IsIn(SUMMARY_BY)
  by: SummaryBy = 'agent';

  @ApiPropertyOptional({ example: 'instagram-agent', description: 'As the summary names it; left out: names none' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_KEY)
  key?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false', description: 'Of what nothing touched' })
  @IsOptional()
  @IsIn(['true', 'false'])
  unattributed: 'true' | 'false' = 'false';

  @ApiPropertyOptional({ enum: ['real', 'test'], default: 'real' })
  @IsOptional()
  @IsIn(['real', 'test'])
  book: Book = 'real';

  @ApiPropertyOptional({ example: 'USD' }) @IsOptional() @IsString() @MaxLength(LONGEST_CURRENCY) currency?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(LONGEST_DAY) from?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(LONGEST_DAY) to?: string;

  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  declare cursor?: string;
}

@ApiTags('finance')
@Controller('api/finance/attribution')
export class CreditedOrdersController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get('orders')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'The orders behind a row of the attribution summary, as the books of record have it',
    description:
      'Orders placed in the last thirty days by default, newest first, paged by cursor. Under other models see each order’s own attribution.',
  })
  @ApiOkResponse({ type: CreditedOrderPageView })
  async orders(@Query() query: CreditedOrdersQuery): Promise<CreditedOrderPageView> {
    const { book, by, key, currency, cursor, limit } = query;
    const range = reportRange(query, this.calendar.dayOf(this.clock.now()), (to) => addDays(to, -DAYS_BEFORE));
    const unattributed = query.unattributed === 'true';
    const asked = { book, by, key, unattributed, currency, range, cursor, limit };
    return { book, ...range, ...(await findCreditedOrders(this.dataSource, asked)) };
  }
}

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, Problem, RequiresScope, type Page } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { addDays } from '../reports/calendar-day.js';
import { MAX_DAYS, reportRange } from '../reports/report-range.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { JournalEntryPageView, type JournalEntryView } from './entry-view.js';
import { EntriesQuery } from './ledger-query.js';
import { findEntries, findOrderLedger } from './ledger.queries.js';
import { OrderLedgerView } from './order-ledger-view.js';

/** Longest part of a foreign id repeated in an answer. */
const SHOWN_ID_CHARACTERS = 40;

@ApiTags('finance')
@Controller('api/finance')
export class LedgerController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get('orders/:shopifyOrderId/ledger')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Every entry of one order' })
  @ApiOkResponse({ type: OrderLedgerView })
  @ApiNotFoundResponse({ description: 'No event told of this order' })
  async orderLedger(@Param('shopifyOrderId') orderId: string): Promise<OrderLedgerView> {
    const ledger = await findOrderLedger(this.dataSource, orderId);
    if (!ledger) {
      const detail = `Nothing is known of order ${orderId.slice(0, SHOWN_ID_CHARACTERS)}.`;
      throw new Problem(404, 'Order not in the books', detail);
    }
    return ledger;
  }

  @Get('entries')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Journal entries of all orders; newest first, paged by cursor' })
  @ApiOkResponse({ type: JournalEntryPageView })
  entries(@Query() query: EntriesQuery): Promise<Page<JournalEntryView>> {
    return findEntries(this.dataSource, { ...query, ...this.momentsOf(query) });
  }

  /** @throws Problem 422 when they are no days */
  private momentsOf({ from, to }: EntriesQuery): { since?: Date; until?: Date } {
    if (from === undefined && to === undefined) return {};
    const today = this.calendar.dayOf(this.clock.now());
    const range = reportRange({ from, to }, today, (last) => addDays(last, 1 - MAX_DAYS));
    return {
      ...(from !== undefined && { since: this.calendar.startOf(range.from) }),
      ...(to !== undefined && { until: this.calendar.startOf(addDays(range.to, 1)) }),
    };
  }
}

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problem, RequiresScope, type Page } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { JournalEntryView } from './entry-view.js';
import { EntriesQuery } from './ledger-query.js';
import { findEntries, findOrderLedger } from './ledger.queries.js';
import { OrderLedgerView } from './order-ledger-view.js';

/** Longest part of a foreign id repeated in an answer. */
const SHOWN_ID_CHARACTERS = 40;

@ApiTags('finance')
@Controller('api/finance')
export class LedgerController {
  constructor(private readonly dataSource: DataSource) {}

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
  @ApiOkResponse({
    schema: {
      example: {
        items: [
          {
            orderId: '450789469',
            id: '019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11',
            kind: 'sale',
            cause: 'sale',
            seq: 1,
            book: 'real',
            occurredAt: '2026-03-01T15:00:00.000Z',
            recordedAt: '2026-03-01T15:00:00.412Z',
            eventId: '6f1c9a2e-8f7a-5d0e-9a55-0d6f6f7f8a10',
            correlationId: '6f1c9a2e-8f7a-5d0e-9a55-0d6f6f7f8a10',
            actor: 'shopify:vividwalls.myshopify.com',
            postings: [
              { account: 'asset:payments-clearing', amountMinor: '19900', currency: 'USD' },
              { account: 'income:sales', amountMinor: '-19900', currency: 'USD' },
            ],
          },
        ],
        nextCursor: '019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11',
      },
    },
  })
  entries(@Query() query: EntriesQuery): Promise<Page<JournalEntryView>> {
    return findEntries(this.dataSource, query);
  }
}

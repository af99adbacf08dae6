import { Module } from '@nestjs/common';
import { AttributionModule } from '../attribution/attribution.module.js';
import { OrderBookkeeping } from './order-bookkeeping.service.js';
import { OrderLedgerHandlers } from './order-ledger.handlers.js';
import { RuleBook } from './rule-book.js';

/** Events of orders into journal entries. */
@Module({
  imports: [AttributionModule],
  providers: [OrderBookkeeping, OrderLedgerHandlers, RuleBook],
  exports: [OrderBookkeeping],
})
export class OrderBooksModule {}

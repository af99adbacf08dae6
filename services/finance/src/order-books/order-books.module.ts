import { Module } from '@nestjs/common';
import { OrderBookkeeping } from './order-bookkeeping.service.js';
import { OrderLedgerHandlers } from './order-ledger.handlers.js';

/** Events of orders into journal entries. */
@Module({ providers: [OrderBookkeeping, OrderLedgerHandlers] })
export class OrderBooksModule {}

import { Injectable } from '@nestjs/common';
import {
  OrderCancelled,
  OrderCreated,
  OrderFulfilled,
  OrderPaid,
  OrderTransactionCreated,
  OrderUpdated,
  RefundCreated,
} from '@vividwalls/events';
import { HandlesBatch } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import type { OrderEnvelope } from './learned-from.js';
import { OrderBookkeeping } from './order-bookkeeping.service.js';

/** Every event that says something about an order's money goes to the same place: each may be the first to arrive. */
@Injectable()
export class OrderLedgerHandlers {
  constructor(private readonly bookkeeping: OrderBookkeeping) {}

  @HandlesBatch([
    OrderCreated,
    OrderPaid,
    OrderUpdated,
    OrderCancelled,
    OrderFulfilled,
    RefundCreated,
    OrderTransactionCreated,
  ])
  async book(tx: EntityManager, events: readonly OrderEnvelope[]): Promise<void> {
    await this.bookkeeping.book(tx, events);
  }
}

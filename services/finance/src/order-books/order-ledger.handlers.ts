import { Injectable } from '@nestjs/common';
import {
  DisputeOpened,
  DisputeUpdated,
  OrderCancelled,
  OrderCreated,
  OrderFulfilled,
  OrderPaid,
  OrderTransactionCreated,
  OrderUpdated,
  PayoutBooked,
  RefundCreated,
} from '@vividwalls/events';
import { HandlesBatch, type EventEnvelope } from '@vividwalls/messaging';
import { afterCommit } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ReportingLag } from '../reports/reporting-lag.js';
import { orderIdOf } from './facts-of-event.js';
import { feesTold } from './fees-told.js';
import { newsOf, type OrderEnvelope } from './learned-from.js';
import { OrderBookkeeping } from './order-bookkeeping.service.js';

/** Every event that says something about an order's money goes to the same place: each may be the first to arrive. */
@Injectable()
export class OrderLedgerHandlers {
  constructor(
    private readonly bookkeeping: OrderBookkeeping,
    private readonly lag: ReportingLag,
    private readonly clock: Clock,
  ) {}

  @HandlesBatch([
    OrderCreated,
    OrderPaid,
    OrderUpdated,
    OrderCancelled,
    OrderFulfilled,
    RefundCreated,
    OrderTransactionCreated,
    DisputeOpened,
    DisputeUpdated,
  ])
  async book(tx: EntityManager, events: readonly OrderEnvelope[]): Promise<void> {
    await this.bookkeeping.book(
      tx,
      events.map((event) => newsOf(orderIdOf(event.data), event)),
    );
    afterCommit(tx, () => {
      const now = this.clock.now();
      for (const { receivedat } of events) this.lag.observe(receivedat, now);
    });
  }

  /** The fees that a payout tells take the place of the estimates. */
  @HandlesBatch([PayoutBooked])
  async learnFees(tx: EntityManager, events: readonly EventEnvelope<PayoutBooked>[]): Promise<void> {
    await this.bookkeeping.book(tx, events.flatMap(feesTold));
  }
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { DataSource } from 'typeorm';
import type { BookedBecause } from '../journal/journal.js';
import { OrderBookkeeping } from '../order-books/order-bookkeeping.service.js';
import { NOTHING_KNOWN } from '../order-books/order-state.js';

/** Orders derived in one transaction: as many as in a batch of events. */
const ORDERS_PER_TURN = 250;

const NEXT = `SELECT order_id, shop FROM order_books
  WHERE order_id > $1 AND placed_on >= $2 ORDER BY order_id LIMIT ${ORDERS_PER_TURN}`;

/**
 * Derives orders again after a rule has changed, a few hundred in one transaction each, so that events are handled in between.
 * Only what comes out differently is booked. Ended in the middle it may simply be started anew.
 */
@Injectable()
export class DeriveAgain {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly bookkeeping: OrderBookkeeping,
  ) {}

  /** @param from the shop's day on or after which the orders were placed */
  async since(from: string, because: BookedBecause, time: string): Promise<{ orders: number; entries: number }> {
    let [orders, entries, after] = [0, 0, ''];
    for (;;) {
      const rows = await this.dataSource.query<{ order_id: string; shop: string }[]>(NEXT, [after, from]);
      if (rows.length === 0) return { orders, entries };
      const news = rows.map(({ order_id, shop }) => ({ orderId: order_id, shop, facts: NOTHING_KNOWN, because, time }));
      const booked = await this.unitOfWork.run((tx) => this.bookkeeping.book(tx, news, true));
      orders += rows.length;
      entries += booked.length;
      after = rows.at(-1)!.order_id;
    }
  }
}

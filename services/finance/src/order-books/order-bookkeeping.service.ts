import { Injectable } from '@nestjs/common';
import { Outbox } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { entryId } from '../journal/entry-ids.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import { writeJournal } from '../journal/write-journal.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { entriesDue } from './entries-due.js';
import { learnedFrom, type Learned, type OrderNews } from './learned-from.js';
import { lockOrderBooks, readBooked } from './order-book-store.js';
import { orderChanged } from './order-changed.js';
import { orderRevenue } from './order-revenue.js';
import { RevenueFollower } from './revenue-follower.js';
import { RuleBook } from './rule-book.js';
import { saveOrderBooks } from './save-order-books.js';

/**
 * Keeps the books of orders: what is told is merged into what is known of each order, what the books must hold is derived
 * from that, and only the difference to what they do hold is booked. However often, late or out of order an event arrives,
 * the books end the same; news that tell nothing new book nothing.
 */
@Injectable()
export class OrderBookkeeping {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    private readonly rules: RuleBook,
    private readonly follower: RevenueFollower,
  ) {}

  /**
   * A constant number of round trips, whatever the size of the batch. Returns what was booked.
   * @param again derives the orders even when the news tell nothing new: the rules have changed
   */
  async book(tx: EntityManager, news: readonly OrderNews[], again = false): Promise<JournalEntry[]> {
    if (news.length === 0) return [];
    const told = Map.groupBy(news, ({ orderId }) => orderId);
    const rules = await this.rules.read(tx);
    const known = await lockOrderBooks(tx, new Map([...told].map(([orderId, [first]]) => [orderId, first!.shop])));
    const learned = known.flatMap((order) => learnedFrom(order, told.get(order.orderId)!, rules, again) ?? []);
    const before = learned.filter(({ version }) => version > 0).map(({ orderId }) => orderId);
    const booked = await readBooked(tx, before);

    const recordedAt = this.clock.now();
    const entries = learned.map((order) => {
      const drafts = entriesDue(order.due, order.book, booked.get(order.orderId) ?? [], order.news.time);
      return drafts.map((draft): JournalEntry => ({ ...draft, ...identity(order, recordedAt) }));
    });
    const dayOf = (instant: string) => this.calendar.dayOf(instant);
    await saveOrderBooks(tx, learned, dayOf);
    await this.outbox.append(
      tx,
      learned.flatMap((order, i) => orderChanged(order, entries[i]!)),
    );
    const revenues = learned.flatMap((order) => orderRevenue(order) ?? []);
    await writeJournal(tx, entries.flat(), dayOf, () => this.follower.follow(tx, revenues));
    return entries.flat();
  }
}

function identity({ orderId, news }: Learned, recordedAt: Date) {
  const { eventId, correlationId, actor } = news.because;
  return { id: entryId(recordedAt), orderId, recordedAt, eventId, correlationId, actor };
}

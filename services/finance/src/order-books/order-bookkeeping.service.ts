import { Injectable } from '@nestjs/common';
import { Outbox } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { JournalEntry } from '../journal/journal-entry.js';
import { writeJournal } from '../journal/write-journal.js';
import { entriesDue } from './entries-due.js';
import { entryBooked } from './entry-booked.js';
import { orderIdOf } from './facts-of-event.js';
import { learnedFrom, type OrderEnvelope } from './learned-from.js';
import { lockOrderBooks, readBooked, saveOrderBooks } from './order-book-store.js';

/**
 * Keeps the books of orders: what a batch of events tells is merged into what is known of each order, what the books must
 * hold is derived from that, and only the difference to what they do hold is booked. However often, late or out of order
 * an event arrives, the books end the same; an event that tells nothing new books nothing.
 */
@Injectable()
export class OrderBookkeeping {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Eight round trips at most, whatever the size of the batch. Returns what was booked. */
  async book(tx: EntityManager, events: readonly OrderEnvelope[]): Promise<JournalEntry[]> {
    const told = Map.groupBy(events, ({ data }) => orderIdOf(data));
    const known = await lockOrderBooks(tx, new Map([...told].map(([orderId, [first]]) => [orderId, first!.shop])));
    const learned = known.flatMap((order) => learnedFrom(order, told.get(order.orderId)!) ?? []);
    const before = learned.filter(({ version }) => version > 0).map(({ orderId }) => orderId);
    const booked = await readBooked(tx, before);

    const recordedAt = this.clock.now();
    const entries = learned.flatMap(({ orderId, due, book, cause }) =>
      entriesDue(due, book, booked.get(orderId) ?? [], cause.time).map((draft): JournalEntry => ({
        ...draft,
        ...{ id: uuidv7(), orderId, recordedAt },
        ...{ eventId: cause.id, correlationId: cause.correlationid, actor: cause.actor },
      })),
    );
    await saveOrderBooks(tx, learned);
    const causes = new Map(learned.map((order) => [order.orderId, order]));
    await this.outbox.append(
      tx,
      entries.map((entry) => entryBooked(entry, causes.get(entry.orderId)!)),
    );
    await writeJournal(tx, entries);
    return entries;
  }
}

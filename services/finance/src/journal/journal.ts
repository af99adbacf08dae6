import { Injectable } from '@nestjs/common';
import { EntryBooked } from '@vividwalls/events';
import { Outbox, type EventEnvelope } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { entryId } from './entry-ids.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import type { Book, JournalEntry } from './journal-entry.js';
import type { Posting } from './tally.js';
import { writeJournal } from './write-journal.js';

/** An entry about to be booked. */
export interface EntryDraft {
  readonly orderId?: string | undefined;
  /** Unique where there is no order: `payout:<id>`, `cost:<id>`. */
  readonly cause: string;
  readonly book: Book;
  readonly kind: string;
  /** ISO 8601 in UTC. */
  readonly occurredAt: string;
  readonly postings: readonly Posting[];
  /** The books' currency; that of the first posting when left out. */
  readonly currency?: string;
  /** The entry that this one takes back. */
  readonly reverses?: string;
  /** Where it is another one than that of the rest. */
  readonly because?: BookedBecause;
}

/** The event or request because of which something is booked. */
export interface BookedBecause {
  readonly eventId: string;
  readonly correlationId: string;
  readonly actor: string;
  /** The event itself, where it was one: correlation, shop and trace go on from it. */
  readonly event?: EventEnvelope;
}

export function becauseOf(event: EventEnvelope): BookedBecause {
  return { eventId: event.id, correlationId: event.correlationid, actor: event.actor, event };
}

/** The journal, for whatever is booked besides what orders come to. */
@Injectable()
export class Journal {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  /**
   * Books entries in the caller's transaction and tells of each. A cause that is booked already violates the journal's
   * uniqueness and takes the transaction with it: who may come twice looks first.
   */
  async book(tx: EntityManager, drafts: readonly EntryDraft[], because: BookedBecause): Promise<JournalEntry[]> {
    const recordedAt = this.clock.now();
    const entries = drafts.map(({ orderId, currency, reverses, because: own, ...draft }): JournalEntry => {
      const { eventId, correlationId, actor } = own ?? because;
      return {
        ...draft,
        ...{ id: entryId(recordedAt), orderId: orderId ?? null, seq: 1, recordedAt },
        ...{ eventId, correlationId, actor, reverses },
        currency: currency ?? draft.postings[0]?.currency ?? '',
      };
    });
    await this.outbox.append(
      tx,
      entries.map((entry, i) => ({
        event: EntryBooked,
        subject: entry.orderId ?? entry.cause,
        time: entry.occurredAt,
        test: entry.book === 'test',
        ...causeOf(drafts[i]!.because ?? because),
        data: asBooked(entry),
      })),
    );
    await writeJournal(tx, entries, (instant) => this.calendar.dayOf(instant));
    return entries;
  }
}

/** How an event names what it follows from. */
export function causeOf({ event, correlationId, actor }: BookedBecause) {
  return event ? { cause: event } : { correlationid: correlationId, actor };
}

/** What is told of an entry. */
function asBooked(entry: JournalEntry): EntryBooked {
  return {
    entryId: entry.id,
    ...(entry.orderId !== null && { orderId: entry.orderId }),
    ...{ kind: entry.kind, cause: entry.cause, test: entry.book === 'test', occurredAt: entry.occurredAt },
    ...(entry.reverses !== undefined && { reverses: entry.reverses }),
    postings: postingsTold(entry),
  };
}

/** An entry's postings as they stand in events: amounts as text. */
export function postingsTold({ postings }: Pick<JournalEntry, 'postings'>) {
  return postings.map(({ account, amountMinor, currency }) => ({
    ...{ account, amountMinor: amountMinor.toString(), currency },
  }));
}

import { EntryBooked } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { JournalEntry } from '../journal/journal-entry.js';
import type { Learned } from './learned-from.js';

/** The news of an entry, to be published with it. */
export function entryBooked(entry: JournalEntry, { cause, version }: Learned): NewEvent<EntryBooked> {
  return {
    event: EntryBooked,
    subject: entry.orderId,
    time: entry.occurredAt,
    version: version + 1,
    test: entry.book === 'test',
    cause,
    data: {
      entryId: entry.id,
      orderId: entry.orderId,
      kind: entry.kind,
      cause: entry.cause,
      test: entry.book === 'test',
      occurredAt: entry.occurredAt,
      postings: entry.postings.map(({ account, amountMinor, currency }) => ({
        ...{ account, amountMinor: amountMinor.toString(), currency },
      })),
    },
  };
}

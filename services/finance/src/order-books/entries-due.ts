import type { Book } from '../journal/journal-entry.js';
import { Tally, type Posting } from '../journal/tally.js';
import type { Due, DuePostings } from './due-postings.js';

export const ENTRY_KINDS = [
  'sale',
  'payment',
  'edit',
  'refund',
  'cancellation',
  'chargeback',
  'chargeback-reversal',
  'costs',
  'correction',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What the journal holds for one cause of an order in one book. */
export interface BookedCause {
  readonly book: Book;
  readonly cause: string;
  /** Sequence number of its latest entry. */
  readonly seq: number;
  readonly sums: Tally;
}

/** A journal entry to be written. Its postings sum to zero and are of one currency. */
export interface DraftEntry {
  readonly book: Book;
  readonly cause: string;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly occurredAt: string;
  readonly currency: string;
  readonly postings: readonly Posting[];
}

/** Accounts that only say where the money is: an entry of nothing else is a payment. */
const MONEY_ACCOUNTS: ReadonlySet<string> = new Set([
  'asset:payments-clearing',
  'asset:accounts-receivable',
  'liability:refunds-payable',
]);

/**
 * The entries that make the journal say what is due: per cause the difference between due and booked, nothing where they
 * agree. Whatever is booked in the other book is reversed there. Applying the result and asking again gives none.
 *
 * @param learnedAt when the fact that changed what is due happened; a cause's first entry carries the cause's own time
 */
export function entriesDue(
  due: Pick<Due, 'causes'>,
  book: Book,
  booked: readonly BookedCause[],
  learnedAt: string,
): DraftEntry[] {
  const absorbed = new Set([...due.causes.values()].flatMap(({ absorbs }) => absorbs));
  const causes = new Set([...due.causes.keys(), ...booked.map(({ cause }) => cause).filter((c) => !absorbed.has(c))]);
  const books: readonly Book[] = book === 'real' ? ['test', 'real'] : ['real', 'test'];
  return [...causes].flatMap((cause) => {
    const owing = due.causes.get(cause);
    const parts = new Set([cause, ...(owing?.absorbs ?? [])]);
    const history = booked.filter((b) => parts.has(b.cause));
    const moved = history.some((b) => b.book !== book && !b.sums.isEmpty);
    const first = !history.some((b) => b.cause === cause);
    return books.flatMap((into) => {
      const own = history.filter((b) => b.book === into);
      const holds = own.reduce((sums, b) => sums.plus(b.sums), new Tally());
      const target = into === book && owing ? owing.postings : new Tally();
      const difference = target.minus(holds);
      const kind = moved ? 'correction' : kindOf(cause, owing, first, difference);
      const occurredAt = first && owing ? owing.occurredAt : learnedAt;
      const latest = own.find((b) => b.cause === cause)?.seq ?? 0;
      return difference.currencies.map((currency, i) => ({
        ...{ book: into, cause, seq: latest + i + 1, kind, occurredAt, currency },
        postings: difference.postings(currency),
      }));
    });
  });
}

function kindOf(cause: string, owing: DuePostings | undefined, first: boolean, difference: Tally): EntryKind {
  if (first && owing) return owing.kind;
  if (cause === 'costs') return 'costs';
  if (cause.startsWith('dispute:')) return owing ? 'chargeback' : 'chargeback-reversal';
  const onlyMoney = difference.currencies.every((currency) =>
    difference.postings(currency).every(({ account }) => MONEY_ACCOUNTS.has(account)),
  );
  if (onlyMoney) return 'payment';
  return cause === 'sale' ? 'edit' : 'correction';
}

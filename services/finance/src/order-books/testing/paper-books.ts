import type { Book } from '../../journal/journal-entry.js';
import { Tally } from '../../journal/tally.js';
import { bookOf } from '../book-of.js';
import type { BookRules } from '../book-rules.js';
import { duePostings } from '../due-postings.js';
import { entriesDue, type BookedCause, type DraftEntry } from '../entries-due.js';
import { mergeFacts } from '../merge-facts.js';
import type { OrderSummary } from '../order-summary.js';
import { NOTHING_KNOWN, type OrderState } from '../order-state.js';

/** No fees, no costs, no streams: for specs that are about money alone. */
export const PLAIN_RULES: BookRules = {
  fees: { ppm: 0n, fixedMinor: 0n, chargebackMinor: 0n, freeGateways: new Set() },
  streams: [],
  dayOf: (instant) => instant.slice(0, 10),
  printCost: () => undefined,
};

/** One order's books on paper: the same rules as the service's, with memory in place of the database. */
export class PaperBooks {
  state: OrderState = NOTHING_KNOWN;
  waiting: readonly string[] = [];
  summary: OrderSummary | undefined;
  readonly entries: DraftEntry[] = [];

  constructor(private readonly rules: BookRules = PLAIN_RULES) {}

  /** One batch: all facts are merged, then what is due is booked once. Returns the new entries. */
  learn(...facts: OrderState[]): DraftEntry[] {
    this.state = facts.reduce(mergeFacts, this.state);
    const due = duePostings(this.state, this.rules);
    this.summary = due.summary;
    this.waiting = due.waiting;
    const drafts = entriesDue(due, bookOf(this.state), this.booked(), '2026-12-31T00:00:00.000Z');
    this.entries.push(...drafts);
    return drafts;
  }

  /** Balances as `{ 'real income:sales USD': -19900n }`, sorted, zeros left out. */
  balances(): Record<string, bigint> {
    const books: Book[] = ['real', 'test'];
    const lines = books.flatMap((book) => {
      const sums = this.sums((entry) => entry.book === book);
      return sums.currencies.flatMap((c) =>
        sums.postings(c).map((p) => [`${book} ${p.account} ${c}`, p.amountMinor] as const),
      );
    });
    return Object.fromEntries(lines.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Balance of one account in the real book, minor units of USD. */
  balance(account: string): bigint {
    return this.balances()[`real ${account} USD`] ?? 0n;
  }

  private booked(): BookedCause[] {
    const keys = [...new Set(this.entries.map(({ book, cause }) => `${book} ${cause}`))];
    return keys.map((key) => {
      const own = this.entries.filter(({ book, cause }) => `${book} ${cause}` === key);
      const { book, cause, seq } = own.at(-1)!;
      return { book, cause, seq, sums: Tally.of(own.flatMap((entry) => entry.postings)) };
    });
  }

  private sums(include: (entry: DraftEntry) => boolean): Tally {
    return Tally.of(this.entries.filter(include).flatMap((entry) => entry.postings));
  }
}

/** An entry in a line per posting, as a spec states what it expects. */
export function asLines(entry: DraftEntry | undefined): string[] {
  return entry?.postings.map(({ account, amountMinor }) => `${account} ${amountMinor}`) ?? [];
}

import type { Book, JournalEntry } from './journal-entry.js';

/** What a batch adds to one account of one book: turnover on each side, both zero or more. */
export interface BalanceChange {
  readonly book: Book;
  readonly account: string;
  readonly currency: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

/** The same, on one day of the shop. */
export interface DayChange extends BalanceChange {
  /** `2026-11-24` */
  readonly day: string;
}

/** One change per book, day, account and currency, whatever the number of entries. */
export function dayChanges(entries: readonly JournalEntry[], dayOf: (instant: string) => string): DayChange[] {
  const changes = new Map<string, { -readonly [K in keyof DayChange]: DayChange[K] }>();
  for (const { book, occurredAt, postings } of entries) {
    const day = dayOf(occurredAt);
    for (const { account, currency, amountMinor } of postings) {
      const key = `${book} ${day} ${account} ${currency}`;
      let change = changes.get(key);
      if (!change) changes.set(key, (change = { book, day, account, currency, debitMinor: 0n, creditMinor: 0n }));
      if (amountMinor > 0n) change.debitMinor += amountMinor;
      else change.creditMinor -= amountMinor;
    }
  }
  return [...changes.values()];
}

/** The changes of all days together: one per book, account and currency. */
export function balanceChanges(days: readonly DayChange[]): BalanceChange[] {
  const groups = Map.groupBy(days, ({ book, account, currency }) => `${book} ${account} ${currency}`);
  return [...groups.values()].map((group) => {
    const { book, account, currency } = group[0]!;
    return {
      ...{ book, account, currency },
      debitMinor: group.reduce((sum, one) => sum + one.debitMinor, 0n),
      creditMinor: group.reduce((sum, one) => sum + one.creditMinor, 0n),
    };
  });
}

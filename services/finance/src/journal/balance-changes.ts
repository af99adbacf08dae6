import type { Book, JournalEntry } from './journal-entry.js';

/** What a batch adds to one account of one book: turnover on each side, both zero or more. */
export interface BalanceChange {
  readonly book: Book;
  readonly account: string;
  readonly currency: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

/** One change per book, account and currency, whatever the number of entries. */
export function balanceChanges(entries: readonly JournalEntry[]): BalanceChange[] {
  const changes = new Map<string, BalanceChange>();
  for (const { book, postings } of entries) {
    for (const { account, currency, amountMinor } of postings) {
      const key = `${book} ${account} ${currency}`;
      const { debitMinor, creditMinor } = changes.get(key) ?? { debitMinor: 0n, creditMinor: 0n };
      changes.set(key, {
        ...{ book, account, currency },
        debitMinor: amountMinor > 0n ? debitMinor + amountMinor : debitMinor,
        creditMinor: amountMinor < 0n ? creditMinor - amountMinor : creditMinor,
      });
    }
  }
  return [...changes.values()];
}

import { amount } from '../amounts.js';
import type { Column } from '../output.js';

export interface Entry {
  readonly id: string;
  readonly orderId?: string;
  readonly kind: string;
  readonly book?: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly postings: readonly { readonly account: string; readonly amountMinor: string; readonly currency: string }[];
}

export const ENTRY_COLUMNS: readonly Column[] = [
  { title: 'occurred' },
  { title: 'kind' },
  { title: 'account' },
  { title: 'debit', align: 'right' },
  { title: 'credit', align: 'right' },
  { title: '' },
];

/** One row per posting; the entry's time and kind stand at its first. */
export function entryRows(entry: Entry): string[][] {
  return entry.postings.map(({ account, amountMinor, currency }, index) => {
    const credit = amountMinor.startsWith('-');
    const text = amount(credit ? amountMinor.slice(1) : amountMinor, currency);
    const head = index === 0 ? [entry.occurredAt, entry.kind] : ['', ''];
    return [...head, account, credit ? '' : text, credit ? text : '', currency];
  });
}

/** Zero everywhere, or the books are broken. */
export function sumsByCurrency(entries: readonly Entry[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { amountMinor, currency } of entries.flatMap((entry) => entry.postings)) {
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amountMinor));
  }
  return sums;
}

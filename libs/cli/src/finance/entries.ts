import type { Action } from '../command.js';
import { entryRows, ENTRY_COLUMNS, type Entry } from './entry.js';

const PAGE_SIZE = 200;

export interface EntriesOptions {
  readonly limit: number;
  readonly kind?: string;
  readonly order?: string;
  readonly book?: string;
}

/** Journal entries of all orders, newest first. */
export const entries: Action<EntriesOptions> = async ({ api, output }, { limit, kind, order, book }) => {
  const items = await api.list<Entry>('/api/finance/entries', { kind, orderId: order, book }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No entries.';
    const rows = items.flatMap((entry) =>
      entryRows(entry).map((row, index) => [index === 0 ? (entry.orderId ?? '') : '', ...row]),
    );
    return output.table([{ title: 'order' }, ...ENTRY_COLUMNS], rows);
  });
};

import type { Action } from '../command.js';
import { LETTERS, type ListedLetter } from './dead-letter.js';
import { filterOf, type FilterOptions } from './letter-filter.js';
import { letterTable } from './letter-table.js';

const PAGE_SIZE = 200;

/** Dead letters, newest first. */
export const list: Action<FilterOptions & { state: string; limit: number }> = async (context, options) => {
  const { api, output } = context;
  const { state, limit } = options;
  const items: ListedLetter[] = [];
  for await (const letter of api.pages<ListedLetter>(LETTERS, { state, ...filterOf(options) }, limit, PAGE_SIZE)) {
    items.push(letter);
  }
  const none = state === 'open' ? 'No open dead letters.' : 'No dead letters.';
  output.result({ items }, () => (items.length > 0 ? letterTable(context, items) : none));
};

import type { Action } from '../command.js';
import { LETTERS, type LetterGroup } from './dead-letter.js';
import { filterOf, type FilterOptions } from './letter-filter.js';
import { groupTable } from './letter-table.js';

/** How many dead letters there are of each kind, the largest group first. */
export const summary: Action<FilterOptions & { state: string }> = async (context, options) => {
  const query = { state: options.state, ...filterOf(options) };
  const found = await context.api.get<{ items: LetterGroup[] }>(`${LETTERS}/summary`, query);
  context.output.result(found, () => (found.items.length > 0 ? groupTable(context, found.items) : 'No dead letters.'));
};

import { oneOf, periodSearch, type PeriodSearch } from '../shared/search';

export const MARGINS_BY = ['order', 'line', 'size', 'product', 'segment', 'agent', 'stream'] as const;
export type MarginsBy = (typeof MARGINS_BY)[number];

export const SORTS = ['placed', 'net', '-net', 'margin', '-margin', 'key'] as const;
export type MarginSort = (typeof SORTS)[number];

export interface MarginsSearch extends PeriodSearch {
  readonly by?: MarginsBy | undefined;
  readonly sort?: MarginSort | undefined;
}

/** What rows of a kind can be sorted by, the default first; the API refuses the others. */
export function sortsOf(by: MarginsBy): readonly MarginSort[] {
  if (by === 'order') return ['placed', 'net', '-net', 'margin', '-margin'];
  return by === 'line' ? ['placed', 'net', '-net'] : ['net', '-net', 'margin', '-margin', 'key'];
}

/** A sort that the rows do not have is dropped. */
export function marginsSearch(raw: Record<string, unknown>): MarginsSearch {
  const by = oneOf(raw['by'], MARGINS_BY);
  const sort = oneOf(raw['sort'], sortsOf(by ?? 'order'));
  return { ...periodSearch(raw), by, sort };
}

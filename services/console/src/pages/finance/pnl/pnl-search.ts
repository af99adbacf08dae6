import { oneOf, periodSearch, type PeriodSearch } from '../shared/search';

export const PNL_BY = ['month', 'quarter', 'year', 'total'] as const;

export interface PnlSearch extends PeriodSearch {
  readonly by?: (typeof PNL_BY)[number] | undefined;
}

export const pnlSearch = (raw: Record<string, unknown>): PnlSearch => ({
  ...periodSearch(raw),
  by: oneOf(raw['by'], PNL_BY),
});

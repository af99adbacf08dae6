import { oneOf, periodSearch, type PeriodSearch } from '../shared/search';

export const REVENUE_BY = ['day', 'week', 'month', 'total'] as const;

export interface RevenueSearch extends PeriodSearch {
  readonly by?: (typeof REVENUE_BY)[number] | undefined;
}

export const revenueSearch = (raw: Record<string, unknown>): RevenueSearch => ({
  ...periodSearch(raw),
  by: oneOf(raw['by'], REVENUE_BY),
});

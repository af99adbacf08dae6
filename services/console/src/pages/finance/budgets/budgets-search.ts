import { oneOf, periodSearch, textOf, type PeriodSearch } from '../shared/search';

export const PARTS = ['budgets', 'daily', 'transfers'] as const;
export type BudgetPart = (typeof PARTS)[number];

export interface BudgetsSearch extends PeriodSearch {
  readonly show?: BudgetPart | undefined;
  readonly department?: string | undefined;
  /** In force today, or every one there is. */
  readonly all?: 'yes' | undefined;
  /** Whose history is open. */
  readonly budget?: string | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function budgetsSearch(raw: Record<string, unknown>): BudgetsSearch {
  const budget = textOf(raw['budget']);
  return {
    ...periodSearch(raw),
    ...{ show: oneOf(raw['show'], PARTS), department: textOf(raw['department']), all: oneOf(raw['all'], ['yes']) },
    budget: budget !== undefined && UUID.test(budget) ? budget : undefined,
  };
}

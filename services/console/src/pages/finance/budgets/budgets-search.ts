import { oneOf, periodSearch, textOf, type PeriodSearch } from '../shared/search';

export const PARTS = ['budgets', 'daily', 'transfers'] as const;
export type BudgetPart = (typeof PARTS)[number];

export interface BudgetsSearch extends PeriodSearch {
  readonly show?: BudgetPart | undefined;
  readonly department?: string | undefined;
  /** In force today, or every one there is. */
  readonly all?: 'yes' | undefined;
  /** What their names hold. */
  readonly q?: string | undefined;
  /** Whose history is open. */
  readonly budget?: string | undefined;
}

const LONGEST_WORDS = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** As it is typed: a blank at its end is the beginning of another word. */
const wordsOf = (value: unknown): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text.slice(0, LONGEST_WORDS) : undefined;
};

export function budgetsSearch(raw: Record<string, unknown>): BudgetsSearch {
  const budget = textOf(raw['budget']);
  return {
    ...periodSearch(raw),
    ...{ show: oneOf(raw['show'], PARTS), department: textOf(raw['department']), all: oneOf(raw['all'], ['yes']) },
    q: wordsOf(raw['q']),
    budget: budget !== undefined && UUID.test(budget) ? budget : undefined,
  };
}

import { usedMinor, type BudgetBalance } from './budget-balance.js';

/** Percent of the allocation; the shop's alert rules: 80 informs, 90 warns, 100 is critical. */
export const DEFAULT_THRESHOLDS: readonly number[] = [80, 90, 100];

const PERCENT = 100n;

/** Whether what is spent or held has reached so many percent of the allocation. Of an allocation of nothing, any use has. */
export function hasReached(balance: BudgetBalance, percent: number): boolean {
  const used = usedMinor(balance);
  return used > 0n && used * PERCENT >= BigInt(percent) * balance.allocatedMinor;
}

/**
 * Which thresholds of a budget are told of as reached, after a change. One is told of once; it can be told of again only after
 * the allocation was changed so that the use fell below it: a reservation that expires and is made again tells nothing new.
 *
 * @param reached those told of before
 * @returns `crossed`: those to tell of now, ascending; `reached`: what is to be remembered
 */
export function thresholdsCrossed(
  after: BudgetBalance,
  thresholds: readonly number[],
  reached: readonly number[],
  isReallocated: boolean,
): { crossed: number[]; reached: number[] } {
  const kept = isReallocated ? reached.filter((percent) => hasReached(after, percent)) : [...reached];
  const crossed = thresholds.filter((percent) => !kept.includes(percent) && hasReached(after, percent));
  crossed.sort((a, b) => a - b);
  return { crossed, reached: [...kept, ...crossed].sort((a, b) => a - b) };
}

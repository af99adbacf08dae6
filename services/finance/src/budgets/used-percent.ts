import { usedMinor, type BudgetBalance } from './budget-balance.js';

/**
 * How much of a budget is used, in whole percent; undefined where nothing is allocated. Rounded, but never across a border that
 * matters: less than one percent is 0, less than all is at most 99, more than all is at least 101.
 */
export function usedPercent(balance: BudgetBalance): number | undefined {
  const [used, all] = [usedMinor(balance), balance.allocatedMinor];
  if (all === 0n) return undefined;
  const hundredfold = used * 100n;
  if (hundredfold < all) return 0;
  const rounded = Number((hundredfold * 2n + all) / (all * 2n));
  if (used < all) return Math.min(rounded, 99);
  return used > all ? Math.max(rounded, 101) : 100;
}

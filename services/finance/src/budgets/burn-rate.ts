import type { BudgetBalance } from './budget-balance.js';
import { dayAfter, daysElapsed, daysIn, type BudgetPeriod } from './budget-period.js';

/** How fast a budget is spent, and where that leads. Smallest parts of the unit. */
export interface BurnRate {
  /** Spent a day so far, rounded half up. */
  readonly perDayMinor: bigint;
  /** What will be spent at the end of the period if it goes on like this, rounded half up. */
  readonly projectedMinor: bigint;
  /** The first day on which more will have been spent than is allocated; undefined when that is not before the end. */
  readonly overrunOn?: string;
}

/**
 * Straight line through what is spent since the first day, today counted as a whole day. Exact: whole numbers throughout.
 * Undefined before the period begins: there is nothing to go on.
 */
export function burnRate(
  { spentMinor, allocatedMinor }: Pick<BudgetBalance, 'spentMinor' | 'allocatedMinor'>,
  period: BudgetPeriod,
  today: string,
): BurnRate | undefined {
  const elapsed = BigInt(daysElapsed(period, today));
  if (elapsed === 0n) return undefined;
  const total = BigInt(daysIn(period));
  const rates = {
    perDayMinor: dividedHalfUp(spentMinor, elapsed),
    projectedMinor: dividedHalfUp(spentMinor * total, elapsed),
  };
  if (spentMinor === 0n) return rates;
  // The least whole d with spent · d ÷ elapsed > allocated; what is over already is over today.
  const day = max((allocatedMinor * elapsed) / spentMinor + 1n, spentMinor > allocatedMinor ? elapsed : 0n);
  return day > total ? rates : { ...rates, overrunOn: dayAfter(period.periodStart, Number(day) - 1) };
}

const dividedHalfUp = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

import { allocate } from '@vividwalls/money';
import type { BodyFault } from '@vividwalls/platform';
import type { BudgetPlan } from './budget-plans.js';

const WHOLE_PERCENT = 100n;

/** What a plan allots to one department, in minor units. */
export interface PlannedAllocation {
  readonly department: string;
  readonly allocatedMinor: bigint;
}

/**
 * A plan's parts of a total, by largest remainder: they and what the plan leaves to nobody sum exactly to the total. Where
 * the plan names amounts they are taken as they are, and a total that is given must be their sum.
 */
export function splitPlan(
  plan: BudgetPlan,
  totalMinor: bigint | undefined,
  currency: string,
): { parts: PlannedAllocation[] } | { fault: BodyFault } {
  const weights = plan.parts.map(({ weight }) => weight);
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (plan.amountsIn !== undefined) {
    if (currency !== plan.amountsIn)
      return { fault: { pointer: '/currency', message: `must be ${plan.amountsIn}: the plan names amounts` } };
    if (totalMinor !== undefined && totalMinor !== sum)
      return { fault: { pointer: '/totalMinor', message: `must be left out or ${sum}: the plan names amounts` } };
    return { parts: plan.parts.map(({ department, weight }) => ({ department, allocatedMinor: weight })) };
  }
  if (totalMinor === undefined)
    return { fault: { pointer: '/totalMinor', message: `must be there: the plan has shares of ${plan.of}` } };
  if (totalMinor < 0n) return { fault: { pointer: '/totalMinor', message: 'must not be negative' } };
  const amounts = allocate(totalMinor, [...weights, WHOLE_PERCENT - sum]);
  return { parts: plan.parts.map(({ department }, i) => ({ department, allocatedMinor: amounts[i]! })) };
}

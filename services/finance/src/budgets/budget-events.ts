import { BudgetAllocated } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { BudgetAccount } from './budget-account.js';

/** A budget was made (`previousMinor` 0), or its allocation changed. `budget` is as it is afterwards. */
export function budgetAllocated(
  budget: BudgetAccount,
  previousMinor: bigint,
  actor: string,
  reason?: string,
): NewEvent<BudgetAllocated> {
  const { id, department, category, agentId, unit, limit, periodStart, periodEnd, plan, dailyBudgetId } = budget;
  return {
    event: BudgetAllocated,
    subject: id,
    version: budget.movements,
    actor,
    data: {
      ...{ budgetId: id, department, category, agentId, unit, limit, periodStart, periodEnd, plan, dailyBudgetId },
      ...{ previousMinor: previousMinor.toString(), allocatedMinor: budget.allocatedMinor.toString() },
      ...(reason && { reason }),
    },
  };
}

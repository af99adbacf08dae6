import type { BudgetBalance } from './budget-balance.js';
import type { BudgetPeriod } from './budget-period.js';
import type { BudgetScope } from './budget-scope.js';

/** `hard`: nothing beyond the allocation. `soft`: what goes beyond it is asked of governance. */
export type LimitKind = 'hard' | 'soft';

/** A budget for one period: the scope it holds for, its limit, and its balance. */
export interface BudgetAccount extends BudgetScope, BudgetPeriod, BudgetBalance {
  readonly id: string;
  /** {@link BudgetScope} and cadence in one text. */
  readonly scope: string;
  readonly limit: LimitKind;
  /** Percent of the allocation at which it is told of, ascending. */
  readonly thresholds: readonly number[];
  readonly thresholdsReached: readonly number[];
  /** The named plan it was made from. */
  readonly plan: string | null;
  /** The daily budget it is one day of. */
  readonly dailyBudgetId: string | null;
  /** How many movements it has. */
  readonly movements: number;
  readonly createdAt: Date;
  readonly createdBy: string;
}

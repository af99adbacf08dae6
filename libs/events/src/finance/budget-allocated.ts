import { Event } from '../core/event-decorator.js';
import { IsId, IsIdOrNull, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { BudgetScopeTold, IsShopDay, IsUnitAmount } from './budget-scope.js';

@Event('vw.finance.budget.allocated.v1', 'A budget was made, or its allocation changed.')
export class BudgetAllocated extends BudgetScopeTold {
  @IsId() budgetId!: string;
  @IsOneOf(['hard', 'soft']) limit!: string;
  @IsShopDay() periodStart!: string;
  /** The last day. */
  @IsShopDay() periodEnd!: string;
  /** Zero when it was made just now. */
  @IsUnitAmount() previousMinor!: string;
  @IsUnitAmount() allocatedMinor!: string;
  /** The named plan that it was made from. */
  @IsIdOrNull() plan!: string | null;
  /** The daily budget that it is one day of. */
  @IsIdOrNull() dailyBudgetId!: string | null;
  @IsOptional() @IsText(500) reason?: string;
}

import { Event } from '../core/event-decorator.js';
import { IsId, IsText } from '../core/rules.js';
import { IsBudgetUnit, IsUnitAmount } from './budget-scope.js';

@Event('vw.finance.budget.transferred.v1', 'Money was moved from one budget to another, with leave of governance.')
export class BudgetTransferred {
  @IsId() transferId!: string;
  @IsId() fromBudgetId!: string;
  @IsId() toBudgetId!: string;
  @IsUnitAmount() amountMinor!: string;
  @IsBudgetUnit() unit!: string;
  @IsText(500) reason!: string;
  @IsId() requestedBy!: string;
  /** Whose yes was the last; `policy` where none was needed. */
  @IsId() approvedBy!: string;
}

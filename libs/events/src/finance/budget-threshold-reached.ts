import { IsInt, Max, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOptional } from '../core/rules.js';
import { BudgetScopeTold, IsShopDay, IsUnitAmount } from './budget-scope.js';

/** Told once for each threshold of a budget, and again only when a larger allocation had put the use below it. */
@Event('vw.finance.budget.threshold_reached.v1', 'What is spent or held of a budget reached a share of its allocation.')
export class BudgetThresholdReached extends BudgetScopeTold {
  @IsId() budgetId!: string;
  /** Percent of the allocation. */
  @IsInt() @Min(1) @Max(1_000) threshold!: number;
  @IsShopDay() periodStart!: string;
  @IsShopDay() periodEnd!: string;
  @IsUnitAmount() allocatedMinor!: string;
  @IsUnitAmount() spentMinor!: string;
  /** Held for spends that are authorised and not settled yet. */
  @IsUnitAmount() reservedMinor!: string;
  /** The day on which more will have been spent than is allocated, if it goes on as so far; absent when it lasts. */
  @IsOptional() @IsShopDay() overrunOn?: string;
}

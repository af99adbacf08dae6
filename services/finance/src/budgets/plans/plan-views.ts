import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BudgetView } from '../budget-views.js';
import type { BudgetPlan } from './budget-plans.js';

export class PlanPartView {
  @ApiProperty({ example: 'marketing' }) department!: string;
  @ApiPropertyOptional({ example: 40 }) percent?: number;
  @ApiPropertyOptional({ example: '34500000' }) amountMinor?: string;
}

export class BudgetPlanView {
  @ApiProperty({ example: 'operational-split' }) name!: string;
  @ApiProperty({ example: 'Operational budget by department' }) title!: string;
  @ApiProperty({ example: 'operational budget', description: 'Of what the parts are shares' }) of!: string;
  @ApiProperty({ example: 'finance-director prompt (budget_split_pct)' }) source!: string;
  @ApiPropertyOptional({ example: 'USD', description: 'Where the plan names amounts' }) currency?: string;
  @ApiProperty({ type: [PlanPartView] }) parts!: readonly PlanPartView[];
  @ApiProperty({ type: [String], example: ['opex-year-1'], description: 'Plans that say something else' })
  contradicts!: readonly string[];
}

/** What applying a plan made, and what other plans would have said. */
export class AppliedPlanView {
  @ApiProperty({ type: BudgetPlanView }) plan!: BudgetPlanView;
  @ApiProperty({ type: [BudgetView] }) budgets!: readonly BudgetView[];
  @ApiProperty({ example: '0', description: 'What of the total the plan leaves to nobody' }) unallocatedMinor!: string;
}

export function planView({ name, title, of, source, parts, amountsIn, contradicts }: BudgetPlan): BudgetPlanView {
  return {
    ...{ name, title, of, source, ...(amountsIn !== undefined && { currency: amountsIn }), contradicts },
    parts: parts.map(({ department, weight }) =>
      amountsIn === undefined
        ? { department, percent: Number(weight) }
        : { department, amountMinor: weight.toString() },
    ),
  };
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Budget, BudgetMovement } from '@vividwalls/contracts';
import type { BudgetAccount, LimitKind } from './budget-account.js';
import { remainingMinor } from './budget-balance.js';
import { nameUnit } from './budget-unit.js';
import { burnRate } from './burn-rate.js';
import type { BudgetTotals } from './budget-queries.js';
import type { DailyBudget } from './daily-budgets.js';
import { usedPercent } from './used-percent.js';

export class BurnRateView {
  @ApiProperty({ example: '81250', description: 'Spent a day since the first day, today counted' })
  perDayMinor!: string;
  @ApiProperty({ example: '2437500', description: 'Spent at the end if it goes on so' }) projectedMinor!: string;
  @ApiPropertyOptional({ format: 'date', description: 'The first day on which it is overspent; absent when it lasts' })
  overrunOn?: string;
}

export class BudgetView implements Budget {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'marketing' }) department!: string;
  @ApiPropertyOptional({ example: 'advertising', description: 'Absent when it is for all of them' }) category?: string;
  @ApiPropertyOptional({ example: 'facebook', description: 'Absent when it is for everybody' }) agentId?: string;
  @ApiProperty({ example: 'USD', description: 'A currency, or tokens' }) unit!: string;
  @ApiPropertyOptional({ example: 'USD', description: 'Absent for tokens' }) currency?: string;
  @ApiProperty({ format: 'date', example: '2026-11-01' }) periodStart!: string;
  @ApiProperty({ format: 'date', example: '2026-11-30', description: 'The last day' }) periodEnd!: string;
  @ApiProperty({ enum: ['hard', 'soft'] }) limit!: LimitKind;
  @ApiProperty({ type: [Number], example: [80, 90, 100] }) thresholds!: readonly number[];
  @ApiProperty({ type: [Number], example: [80] }) thresholdsReached!: readonly number[];
  @ApiProperty({ example: '2500000' }) allocatedMinor!: string;
  @ApiProperty({ example: '12500', description: 'Held for spends that are not settled' }) reservedMinor!: string;
  @ApiProperty({ example: '1950000' }) spentMinor!: string;
  @ApiProperty({ example: '537500', description: 'Allocated less spent and reserved' }) remainingMinor!: string;
  @ApiProperty({ example: '550000', description: 'Allocated less spent; negative when overspent' })
  varianceMinor!: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 78,
    description:
      'Spent and reserved in percent; null of nothing. Rounded, but below 1 while it is less, below 100 while something is left',
  })
  usedPercent!: number | null;
  @ApiProperty({ type: BurnRateView, nullable: true, description: 'Null before the first day: nothing to go on' })
  burnRate!: BurnRateView | null;
  @ApiPropertyOptional({ example: 'operational-split', description: 'The named plan it was made from' }) plan?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'The daily budget it is one day of' }) dailyBudgetId?: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ example: 'user:owner' }) createdBy!: string;
}

/** @param today the shop's day, up to which the burn rate counts */
export function budgetView(budget: BudgetAccount, today: string): BudgetView {
  const { id, department, category, agentId, unit, periodStart, periodEnd, limit, plan, dailyBudgetId } = budget;
  const rate = burnRate(budget, budget, today);
  return {
    ...{ id, department, ...(category !== null && { category }), ...(agentId !== null && { agentId }) },
    ...{ ...nameUnit(unit), periodStart, periodEnd, limit },
    ...{ thresholds: budget.thresholds, thresholdsReached: budget.thresholdsReached },
    allocatedMinor: budget.allocatedMinor.toString(),
    reservedMinor: budget.reservedMinor.toString(),
    spentMinor: budget.spentMinor.toString(),
    remainingMinor: remainingMinor(budget).toString(),
    varianceMinor: (budget.allocatedMinor - budget.spentMinor).toString(),
    usedPercent: usedPercent(budget) ?? null,
    burnRate: rate
      ? {
          perDayMinor: rate.perDayMinor.toString(),
          projectedMinor: rate.projectedMinor.toString(),
          ...(rate.overrunOn && { overrunOn: rate.overrunOn }),
        }
      : null,
    ...(plan !== null && { plan }),
    ...(dailyBudgetId !== null && { dailyBudgetId }),
    createdAt: budget.createdAt.toISOString(),
    createdBy: budget.createdBy,
  };
}

export class DailyBudgetView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['day'] }) per!: 'day';
  @ApiProperty({ example: 'marketing' }) department!: string;
  @ApiPropertyOptional({ example: 'llm' }) category?: string;
  @ApiPropertyOptional({ example: 'content-strategy' }) agentId?: string;
  @ApiProperty({ example: 'tokens' }) unit!: string;
  @ApiPropertyOptional({ example: 'USD' }) currency?: string;
  @ApiProperty({ example: '500000', description: 'For each day' }) allocatedMinor!: string;
  @ApiProperty({ enum: ['hard', 'soft'] }) limit!: LimitKind;
  @ApiProperty({ type: [Number] }) thresholds!: readonly number[];
  @ApiProperty({ format: 'date' }) periodStart!: string;
  @ApiPropertyOptional({ format: 'date', description: 'Absent when it goes on without end' }) periodEnd?: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ example: 'user:owner' }) createdBy!: string;
}

export function dailyBudgetView(daily: DailyBudget): DailyBudgetView {
  const { id, department, category, agentId, unit, limit, thresholds, validFrom, validUntil, createdBy } = daily;
  return {
    ...{ id, per: 'day', department, ...(category !== null && { category }), ...(agentId !== null && { agentId }) },
    ...{ ...nameUnit(unit), allocatedMinor: daily.allocatedMinor.toString(), limit, thresholds },
    ...{ periodStart: validFrom, ...(validUntil !== null && { periodEnd: validUntil }) },
    ...{ createdAt: daily.createdAt.toISOString(), createdBy },
  };
}

export class MovementView implements BudgetMovement {
  @ApiProperty({ example: 12, description: 'Counts the movements of this budget without a gap' }) seq!: number;
  @ApiProperty({
    enum: ['allocated', 'transferred in', 'transferred out', 'reserved', 'committed', 'released', 'expired'],
  })
  kind!: string;
  @ApiProperty({ example: '0', description: 'What it added to the allocation' }) allocatedMinor!: string;
  @ApiProperty({ example: '-12500', description: 'What it added to what is held' }) reservedMinor!: string;
  @ApiProperty({ example: '11850', description: 'What it added to what is spent' }) spentMinor!: string;
  @ApiProperty({ example: '525000', description: 'What the budget had left after it' }) remainingMinor!: string;
  @ApiPropertyOptional({ example: 'ad-2026-11-24-07', description: 'The spend or transfer' }) reference?: string;
  @ApiProperty({ example: 'agent:facebook' }) actor!: string;
  @ApiPropertyOptional({ example: 'approved by user:owner' }) reason?: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

/** Budgets of one unit together. */
export class BudgetTotalsView {
  @ApiProperty({ example: 'USD' }) unit!: string;
  @ApiProperty({ example: 28, description: 'How many: one inside a wider one of the list is counted with that' })
  budgets!: number;
  @ApiProperty({ example: '2500000' }) allocatedMinor!: string;
  @ApiProperty({ example: '12500' }) reservedMinor!: string;
  @ApiProperty({ example: '93088' }) spentMinor!: string;
  @ApiProperty({ example: '2394412' }) remainingMinor!: string;
  @ApiProperty({ type: Number, nullable: true, example: 4 }) usedPercent!: number | null;
}

export function totalsView({ unit, budgets, ...balance }: BudgetTotals): BudgetTotalsView {
  const { allocatedMinor, reservedMinor, spentMinor } = balance;
  return {
    ...{ unit, budgets, allocatedMinor: String(allocatedMinor), reservedMinor: String(reservedMinor) },
    ...{ spentMinor: String(spentMinor), remainingMinor: String(remainingMinor(balance)) },
    usedPercent: usedPercent(balance) ?? null,
  };
}

export class BudgetPageView {
  @ApiProperty({ type: [BudgetView] }) items!: readonly BudgetView[];
  @ApiPropertyOptional({ type: [BudgetTotalsView], description: 'Of all that match, by unit; on the first page' })
  totals?: readonly BudgetTotalsView[];
  @ApiPropertyOptional() nextCursor?: string;
}

export class DailyBudgetPageView {
  @ApiProperty({ type: [DailyBudgetView] }) items!: readonly DailyBudgetView[];
  @ApiPropertyOptional() nextCursor?: string;
}

export class MovementPageView {
  @ApiProperty({ type: [MovementView] }) items!: readonly MovementView[];
  @ApiPropertyOptional() nextCursor?: string;
}

import { IsInt, Max, Min } from 'class-validator';
import { EventRegistry } from '../event-registry.js';
import { IsCurrencyCode, IsId, IsMinorUnits, IsObjectOf } from '../rules.js';
import { PayloadRules } from '../validation.js';

export class BudgetSpentV1 {
  @IsId() budgetId!: string;
  @IsInt() @Min(0) @Max(1_000_000) dollars!: number;
}

export class BudgetSpentV2 {
  @IsId() budgetId!: string;
  @IsMinorUnits() amountMinor!: string;
  @IsCurrencyCode() currency!: string;
}

export class SpentAmount {
  @IsMinorUnits() minor!: string;
  /** Of the budget, not of the bill. */
  @IsCurrencyCode() currency!: string;
}

export class BudgetSpent {
  @IsId() budgetId!: string;
  @IsObjectOf(() => SpentAmount) amount!: SpentAmount;
}

export const BUDGET_SPENT = 'vw.finance.budget.spent';

/** The version before anybody thought of cents, the one before amounts became objects, and the present one. */
export const VERSIONS = [BudgetSpentV1, BudgetSpentV2, BudgetSpent] as const;

export const dollarsToMinor = ({ budgetId, dollars }: BudgetSpentV1): BudgetSpentV2 => ({
  budgetId,
  amountMinor: `${dollars * 100}`,
  currency: 'USD',
});

export const minorToAmount = ({ budgetId, amountMinor, currency }: BudgetSpentV2): BudgetSpent => ({
  budgetId,
  amount: { minor: amountMinor, currency },
});

/** The first versions of the event, up to all three, with rules and without upcasters. */
export function budgetVersions(count = 3): { events: EventRegistry; rules: PayloadRules } {
  const events = new EventRegistry();
  for (const [index, eventClass] of VERSIONS.slice(0, count).entries()) {
    events.event(`${BUDGET_SPENT}.v${index + 1}`, 'Money of a budget was spent.')(eventClass);
  }
  return { events, rules: new PayloadRules(events) };
}

/** All three versions with their upcasters. */
export function upcastableBudget(): { events: EventRegistry; rules: PayloadRules } {
  const { events, rules } = budgetVersions();
  events.upcaster(BudgetSpentV1, BudgetSpentV2, 'cents and a currency; it was USD', dollarsToMinor);
  events.upcaster(BudgetSpentV2, BudgetSpent, 'one object for amount and currency', minorToAmount);
  return { events, rules };
}

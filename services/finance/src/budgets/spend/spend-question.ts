import type { EffectQuestion } from '../../approvals/asked-approval.js';
import type { BudgetAccount } from '../budget-account.js';
import { remainingMinor } from '../budget-balance.js';
import { scopeName } from '../budget-scope.js';
import { heldMinor } from './spend-request.js';
import type { Spend } from './spend.js';

/**
 * What is asked for a spend beyond a soft limit. What would be done is the spend itself, whatever its budgets have left by now;
 * how far it goes beyond them is a fact. Tokens are no money: a policy about amounts then has none to go by.
 *
 * @param budgets those that it counts against
 */
export function overspendQuestion(spend: Spend, budgets: ReadonlyMap<string, BudgetAccount>): EffectQuestion {
  const { id, key, actor, agentId, department, category, purpose, unit, budgetIds } = spend;
  const held = heldMinor(spend);
  const accounts = budgetIds.map((budgetId) => budgets.get(budgetId)!);
  const tightest = accounts.reduce((a, b) => (remainingMinor(b) < remainingMinor(a) ? b : a));
  const over = held - remainingMinor(tightest);
  const left = (changeMinor: bigint) =>
    Object.fromEntries(
      accounts.map((budget) => [
        budget.id,
        { budget: scopeName(budget), limit: budget.limit, leftMinor: String(remainingMinor(budget) - changeMinor) },
      ]),
    );
  return {
    ...{ act: 'budget.overspend', subject: key, correlationId: id, why: purpose },
    facts: {
      ...(unit !== 'tokens' && {
        ...{ amountMinor: held.toString(), overMinor: String(over > 0n ? over : 0n), currency: unit },
      }),
      ...{ department, category, budgetId: tightest.id },
    },
    does: {
      ...{ spendId: id, key, actor, agentId, department, category, purpose, unit, budgetIds },
      ...{ amountMinor: spend.amountMinor.toString(), allowanceMinor: spend.allowanceMinor.toString() },
      expiresInS: spend.expiresInS,
    },
    before: left(0n),
    after: left(held),
  };
}

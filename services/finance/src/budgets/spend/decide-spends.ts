import type { BudgetAccount } from '../budget-account.js';
import { remainingMinor } from '../budget-balance.js';
import { scopeName, scopesOf } from '../budget-scope.js';
import { amountText } from '../budget-unit.js';
import { heldMinor, type SpendRequest } from './spend-request.js';

export type Verdict = 'authorised' | 'refused' | 'approval_required';

/** What became of a request, and which budgets it counts against. */
export interface SpendRuling {
  readonly verdict: Verdict;
  readonly reason: string;
  /** Every budget that holds for it, the most specific first; none when there is none. */
  readonly budgets: readonly BudgetAccount[];
  /** What the tightest of them has left after this; undefined without any. */
  readonly remainingMinor: bigint | undefined;
}

/**
 * Decides requests in order, each with what those before it have left.
 *
 * Every budget that holds for a request must have room for all that it may come to: its agent's, its category's and its
 * department's. One hard limit without room refuses it, the most specific named first; a soft one without room asks for leave
 * of governance. Without any budget it is refused: no budget is no permission.
 *
 * @param inForce budgets in force on the day, by scope
 */
export function decideSpends(
  requests: readonly SpendRequest[],
  inForce: ReadonlyMap<string, BudgetAccount>,
  day: string,
): SpendRuling[] {
  const left = new Map([...inForce.values()].map((budget) => [budget.id, remainingMinor(budget)]));
  return requests.map((request) => {
    const budgets = scopesOf(request).flatMap((scope) => inForce.get(scope) ?? []);
    const held = heldMinor(request);
    const verdict = rule(request, budgets, left, day);
    if (verdict.verdict === 'authorised') for (const { id } of budgets) left.set(id, left.get(id)! - held);
    return { ...verdict, budgets, remainingMinor: least(budgets.map(({ id }) => left.get(id)!)) };
  });
}

function rule(
  request: SpendRequest,
  budgets: readonly BudgetAccount[],
  left: ReadonlyMap<string, bigint>,
  day: string,
): Pick<SpendRuling, 'verdict' | 'reason'> {
  if (budgets.length === 0)
    return { verdict: 'refused', reason: `no budget in ${request.unit} of ${scopeName(request)} holds on ${day}` };
  const held = heldMinor(request);
  const short = budgets.filter(({ id }) => left.get(id)! < held);
  const hard = short.find(({ limit }) => limit === 'hard');
  if (hard) return { verdict: 'refused', reason: shortage(hard, left.get(hard.id)!, held) };
  const [soft] = short;
  if (soft) return { verdict: 'approval_required', reason: shortage(soft, left.get(soft.id)!, held) };
  return { verdict: 'authorised', reason: 'within budget' };
}

/** Why a budget has no room. */
export function shortage(budget: BudgetAccount, left: bigint, held: bigint): string {
  const { unit, periodStart, periodEnd, limit } = budget;
  const when = periodStart === periodEnd ? periodStart : `${periodStart} to ${periodEnd}`;
  return (
    `the ${limit} limit of ${scopeName(budget)} (${when}) has ${amountText(left, unit)} left, ` +
    `${amountText(held, unit)} would be held`
  );
}

function least(amounts: readonly bigint[]): bigint | undefined {
  return amounts.length === 0 ? undefined : amounts.reduce((a, b) => (a < b ? a : b));
}

import type { EntityManager } from 'typeorm';
import { periodOf } from '../plans/plan-period.js';
import { findConcernedPlans, findPlans } from '../plans/plan-store.js';
import { isValidOn, versionFor, type Plan } from '../plans/plan.js';
import { accruedPeriods } from './accrual-store.js';
import { creditedBase, marksOf, type OrderCredits } from './credit.js';
import { readCredits } from './credit-store.js';
import { periodKey, type PeriodKey, type PeriodRow } from './order-commission.js';
import { insertPeriods, lockPeriods, missingPeriods } from './period-store.js';

/** What a batch of orders may change, locked until the transaction ends. */
export interface ConcernedPeriods {
  readonly plans: ReadonlyMap<string, Plan>;
  /** By {@link periodKey}. */
  readonly periods: ReadonlyMap<string, PeriodRow>;
}

/**
 * Finds the plans' periods in which these orders have a commission or should get one, and locks them in key order, the zero row
 * first. What is read of the orders' credits to find them may be old when the lock is there: who decides reads it again.
 */
export async function lockConcernedPeriods(tx: EntityManager, orderIds: readonly string[]): Promise<ConcernedPeriods> {
  const credits = await readCredits(tx, orderIds);
  const plans = await findConcernedPlans(tx, marksOf(orderIds, [...credits.values()]));
  const keys = new Map<string, PeriodKey>();
  for (const key of await accruedPeriods(tx, orderIds)) keys.set(periodKey(key), key);
  for (const plan of plans.values()) {
    for (const order of credits.values()) {
      const key = newPeriodOf(plan, order);
      if (key) keys.set(periodKey(key), key);
    }
  }
  if (keys.size === 0) return { plans, periods: new Map() };
  const wanted = [...keys.values()].map(({ planId, periodFrom }) => ({ planId, periodFrom }));
  await openPeriods(tx, await missingPeriods(tx, wanted));
  const rows = await lockPeriods(tx, wanted);
  const changed = rows.filter(({ planId, version }) => version > (plans.get(planId)?.versions.length ?? 0));
  // A version that was made since the plans were read, and is frozen for one of the periods.
  for (const plan of (await findPlans(tx, idsOf(changed))).values()) plans.set(plan.id, plan);
  return { plans, periods: new Map(rows.map((row) => [periodKey(row), row])) };
}

/** The period of a plan in which an order counts; undefined when it doesn't. */
export function newPeriodOf(plan: Plan, { currency, placedOn, credits }: OrderCredits): PeriodKey | undefined {
  if (currency !== plan.currency || !isValidOn(plan, placedOn)) return undefined;
  if (creditedBase(plan.beneficiary, versionFor(plan, placedOn), credits) === 0n) return undefined;
  return { planId: plan.id, periodFrom: periodOf(placedOn, plan.periodKind).from };
}

/**
 * Makes the rows of periods and freezes their versions. The plans are locked against new ones meanwhile: a version may begin with
 * a period that has no row.
 */
export async function openPeriods(tx: EntityManager, missing: readonly PeriodKey[]): Promise<void> {
  if (missing.length === 0) return;
  const plans = await findPlans(tx, idsOf(missing), 'share');
  await insertPeriods(
    tx,
    missing.map((key) => ({ ...key, version: versionFor(plans.get(key.planId)!, key.periodFrom).version })),
  );
}

const idsOf = (keys: readonly PeriodKey[]): string[] => [...new Set(keys.map(({ planId }) => planId))];

import { Injectable } from '@nestjs/common';
import { Retryable } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { addDays } from '../../reports/calendar-day.js';
import { hasPlans } from '../plans/plan-store.js';
import { versionOf, type Plan } from '../plans/plan.js';
import { NO_ACCRUAL } from './accrual.js';
import { lockAccruals, lockCutAccruals, saveAccruals } from './accrual-store.js';
import { CommissionBooks } from './commission-books.js';
import { lockConcernedPeriods, newPeriodOf, type ConcernedPeriods } from './concerned-periods.js';
import { creditedBase, type OrderCredits } from './credit.js';
import { readCredits } from './credit-store.js';
import { commissionKey, periodKey, type OrderCommission, type PeriodRow } from './order-commission.js';
import { PeriodBatch, type CreditedCommission, type Occasion } from './period-batch.js';
import { savePeriods } from './period-store.js';

/** Orders that a cap had cut, read at once for one period when it has room again. */
const CUT_BATCH = 500;

/**
 * Keeps the commissions of orders: what an order's credits say now is compared with what is accrued, and only the difference is
 * booked. However often or late it is asked to look, and whoever else looks at the same time, an order whose credits did not
 * change books nothing.
 *
 * An order's commission under a plan is *on hold* from its accrual until its hold is over, then *released* (see the sweep); at
 * any time credits may fall and take it back, on hold or released, down to nothing, and rise again. A plan's period is *open*,
 * and *guaranteed* once it is over: since then its top-up is derived again with every change.
 *
 * Locks, in this order, so that nobody waits in a circle: plans (shared, only when a period begins), period rows in key order,
 * accruals, accounts of payees in key order, the journal's balances. Credits are read once the period rows are locked: of two
 * that look at the same orders the later one sees what the earlier one did.
 */
@Injectable()
export class CommissionAccruals {
  constructor(
    private readonly books: CommissionBooks,
    private readonly clock: Clock,
  ) {}

  /** Looks at these orders. A constant number of round trips, whatever their number. Returns how many steps were booked. */
  async restate(tx: EntityManager, occasions: ReadonlyMap<string, Occasion>): Promise<number> {
    if (occasions.size === 0 || !(await hasPlans(tx))) return 0;
    const orderIds = [...occasions.keys()];
    const concerned = await lockConcernedPeriods(tx, orderIds);
    if (concerned.periods.size === 0) return 0;
    const credits = await readCredits(tx, orderIds);
    const accrued = await lockAccruals(tx, orderIds, [...concerned.plans.keys()]);
    const batches = batchesOf(concerned, credits, accrued, occasions);
    await restateAll(tx, batches);

    const results = batches.map((batch) => batch.result());
    const now = this.clock.now();
    await savePeriods(
      tx,
      results.flatMap(({ period }) => period ?? []),
      now,
    );
    await saveAccruals(
      tx,
      results.flatMap(({ commissions }) => commissions),
      now,
    );
    const told = results.flatMap((result) => result.told);
    await this.books.book(tx, told);
    return told.length;
  }
}

/** One batch for each period that an order counts in, or has counted in. */
function batchesOf(
  { plans, periods }: ConcernedPeriods,
  credits: ReadonlyMap<string, OrderCredits>,
  accrued: readonly OrderCommission[],
  occasions: ReadonlyMap<string, Occasion>,
): PeriodBatch[] {
  const standing = new Map(
    accrued.map((commission) => [commissionKey(commission.orderId, commission.planId), commission]),
  );
  const byPeriod = new Map<string, CreditedCommission[]>();
  for (const [orderId, occasion] of occasions) {
    for (const plan of plans.values()) {
      const order = credits.get(orderId);
      const has = standing.get(commissionKey(orderId, plan.id));
      const key = has ?? (order && newPeriodOf(plan, order));
      const period = key && periods.get(periodKey(key));
      if (has && !period) throw new Retryable(`Order ${orderId} got its first commission under ${plan.id} meanwhile`);
      // Credits that came between finding the periods and locking them have an event of their own.
      if (!period) continue;
      const commission = has ?? newCommission(plan, period, order!);
      const baseMinor = baseOf(plan, period, order);
      if (baseMinor === commission.accrual.baseMinor) continue;
      const orders = byPeriod.get(periodKey(period)) ?? [];
      byPeriod.set(periodKey(period), [...orders, { commission, baseMinor, occasion }]);
    }
  }
  return [...byPeriod].map(([key, orders]) => {
    const period = periods.get(key)!;
    return new PeriodBatch(plans.get(period.planId)!, period, orders);
  });
}

/** Restates every period; where a credit fell, the room that it made goes to orders that the cap had cut. */
async function restateAll(tx: EntityManager, batches: readonly PeriodBatch[]): Promise<void> {
  const cutOf = async (some: readonly PeriodBatch[]) => {
    const known = some.flatMap((batch) => batch.known);
    const cut = await lockCutAccruals(
      tx,
      some.map((batch) => batch.key),
      known,
      CUT_BATCH,
    );
    return Map.groupBy(cut, periodKey);
  };
  const fallen = batches.filter(({ hasFalls }) => hasFalls);
  let cut = await cutOf(fallen);
  for (const batch of batches) batch.restate(cut.get(periodKey(batch.key)) ?? []);
  const lacking = () => fallen.filter((batch) => batch.hasRoom && cut.get(periodKey(batch.key))?.length === CUT_BATCH);
  for (let more = lacking(); more.length > 0; more = lacking()) {
    cut = await cutOf(more);
    for (const batch of more) batch.restore(cut.get(periodKey(batch.key)) ?? []);
  }
}

function baseOf(plan: Plan, { version }: PeriodRow, order: OrderCredits | undefined): bigint {
  if (order?.currency !== plan.currency) return 0n;
  return creditedBase(plan.beneficiary, versionOf(plan, version), order.credits);
}

function newCommission(
  plan: Plan,
  period: PeriodRow,
  { orderId, shop, currency, placedOn }: OrderCredits,
): OrderCommission {
  const { holdDays } = versionOf(plan, period.version);
  return {
    ...{ id: uuidv7(), orderId, planId: plan.id, periodFrom: period.periodFrom, shop, currency, placedOn },
    ...{ releaseOn: addDays(placedOn, holdDays), accrual: NO_ACCRUAL, shares: [], seq: 0 },
  };
}

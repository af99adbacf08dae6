import { Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { CommissionBooks } from '../accruals/commission-books.js';
import { released } from '../accruals/commission-step.js';
import { lockReleasable, saveAccruals } from '../accruals/accrual-store.js';
import { periodKey } from '../accruals/order-commission.js';
import { findVersions } from '../accruals/period-store.js';
import { toldStep } from '../accruals/told-steps.js';
import { findPlans } from '../plans/plan-store.js';
import { versionOf } from '../plans/plan.js';
import { becauseOfTime } from './sweep-run.js';

/** Commissions released in one transaction. */
export const RELEASE_BATCH = 500;

/** Releases commissions whose hold is over: they are to be paid. */
@Injectable()
export class CommissionRelease {
  constructor(
    private readonly books: CommissionBooks,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  /**
   * Releases a batch, oldest first. What somebody else has locked is left: another replica releases it, or its order's credits
   * are changing and the next sweep takes it. Returns how many.
   */
  async releaseBatch(tx: EntityManager): Promise<number> {
    const now = this.clock.now();
    const commissions = await lockReleasable(tx, this.calendar.dayOf(now), RELEASE_BATCH);
    if (commissions.length === 0) return 0;
    const planIds = [...new Set(commissions.map(({ planId }) => planId))];
    const plans = await findPlans(tx, planIds);
    const versions = await findVersions(tx, commissions);
    const steps = commissions.map((commission) => {
      const plan = plans.get(commission.planId)!;
      return released({ plan, version: versionOf(plan, versions.get(periodKey(commission))!), commission });
    });
    await saveAccruals(
      tx,
      steps.map(({ commission }) => commission),
      now,
    );
    const because = becauseOfTime();
    await this.books.book(
      tx,
      steps.map((step) => toldStep(step, now.toISOString(), because)),
    );
    return steps.length;
  }
}

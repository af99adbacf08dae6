import { Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { addDays, type CalendarDay } from '../../reports/calendar-day.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { CommissionBooks } from '../accruals/commission-books.js';
import { openPeriods } from '../accruals/concerned-periods.js';
import { lockPeriods, missingPeriods, savePeriods } from '../accruals/period-store.js';
import { toldTopUp } from '../accruals/told-steps.js';
import { topUpOf } from '../accruals/top-up.js';
import { closesOn } from '../payees/statement-month.js';
import { periodOf, type PlanPeriod } from '../plans/plan-period.js';
import { findPlans } from '../plans/plan-store.js';
import { versionFor, versionOf, type Plan } from '../plans/plan.js';
import { becauseOfTime } from './sweep-run.js';

const NEXT_PLAN = `SELECT id, unguaranteed_from::text FROM commission_plans WHERE guarantee_on <= $1
  ORDER BY guarantee_on, id LIMIT 1 FOR UPDATE`;

/**
 * Tops periods up to their floor, once they are over and the statements of their last month are about to be closed: the top-up
 * stands in that statement. A period in which the plan held on any day has the whole floor.
 */
@Injectable()
export class PeriodGuarantee {
  constructor(
    private readonly books: CommissionBooks,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  /** One period of one plan. False when none is due. Only one process may be at it. */
  async step(tx: EntityManager): Promise<boolean> {
    const now = this.clock.now();
    const [due] = await tx.query<{ id: string; unguaranteed_from: string }[]>(NEXT_PLAN, [this.calendar.dayOf(now)]);
    if (!due) return false;
    const plan = (await findPlans(tx, [due.id])).get(due.id)!;
    const period = periodOf(due.unguaranteed_from, plan.periodKind);
    const endsBefore = ({ from }: PlanPeriod) => plan.validTo !== null && plan.validTo < from;
    const promises = versionFor(plan, period.from).floorMinor > 0n && !endsBefore(period);
    if (promises) await this.topUp(tx, plan, period, now);
    const next = periodOf(addDays(period.to, 1), plan.periodKind);
    await tx.query('UPDATE commission_plans SET unguaranteed_from = $2, guarantee_on = $3 WHERE id = $1', [
      ...[plan.id, next.from, endsBefore(next) ? null : closesOn(next.to)],
    ]);
    return true;
  }

  private async topUp(tx: EntityManager, plan: Plan, { from, to }: PlanPeriod, now: Date): Promise<void> {
    const key = { planId: plan.id, periodFrom: from };
    await openPeriods(tx, await missingPeriods(tx, [key]));
    const [row] = await lockPeriods(tx, [key]);
    const period = { ...row!, isGuaranteed: true };
    const topUp = topUpOf(plan, versionOf(plan, period.version), period);
    await savePeriods(tx, [topUp?.period ?? period], now);
    if (topUp) await this.books.book(tx, [toldTopUp(topUp, this.instantOn(to), becauseOfTime())]);
  }

  /** A moment that is on a day of the shop's calendar: noon, or midnight where noon in Greenwich is the next day already. */
  private instantOn(day: CalendarDay): string {
    const noon = `${day}T12:00:00.000Z`;
    return this.calendar.dayOf(noon) === day ? noon : `${day}T00:00:00.000Z`;
  }
}

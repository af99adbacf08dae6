import { Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { CommissionAccruals } from '../accruals/commission-accruals.service.js';
import type { Occasion } from '../accruals/period-batch.js';
import { becauseOfTime, isAlone } from './sweep-run.js';

/** Orders looked at in one transaction. */
export const CATCH_UP_BATCH = 200;

const NEXT_PLAN = `SELECT id, valid_from::text, caught_up_to FROM commission_plans WHERE caught_up_to IS NOT NULL
  ORDER BY id LIMIT 1 FOR UPDATE`;

const NEXT_ORDERS = `SELECT order_id, placed_on::text FROM attribution_orders
  WHERE book = 'real' AND placed_on >= $1::date AND (placed_on, order_id) > ($1::date, $2)
  ORDER BY placed_on, order_id LIMIT $3`;

/**
 * Looks through the orders that were placed, and perhaps credited, before a plan or a version of it was made. What comes later
 * has its own event. Where it is, stands in the plan's row, so that any process can go on.
 */
@Injectable()
export class PlanCatchUp {
  constructor(
    private readonly accruals: CommissionAccruals,
    private readonly clock: Clock,
  ) {}

  /** One batch of one plan. False when no plan is behind, or another process is at it. */
  async step(tx: EntityManager): Promise<boolean> {
    // One at a time: two that hold different plans could want each other's, when an order concerns both.
    if (!(await isAlone(tx, 'catch-up'))) return false;
    const [plan] = await tx.query<{ id: string; valid_from: string; caught_up_to: string }[]>(NEXT_PLAN);
    if (!plan) return false;
    const orders = await tx.query<{ order_id: string; placed_on: string }[]>(NEXT_ORDERS, [
      ...cursorOf(plan.caught_up_to, plan.valid_from),
      CATCH_UP_BATCH,
    ]);
    const occasion: Occasion = { because: becauseOfTime(), occurredAt: this.clock.now().toISOString() };
    await this.accruals.restate(tx, new Map(orders.map(({ order_id }) => [order_id, occasion])));
    const last = orders.at(-1);
    const isDone = !last || orders.length < CATCH_UP_BATCH;
    await tx.query('UPDATE commission_plans SET caught_up_to = $2 WHERE id = $1', [
      plan.id,
      isDone ? null : `${last.placed_on} ${last.order_id}`,
    ]);
    return true;
  }
}

/** Day and order up to which a plan has come; at first those before all of its orders. */
function cursorOf(caughtUpTo: string, validFrom: string): [day: string, orderId: string] {
  const space = caughtUpTo.indexOf(' ');
  return space < 0 ? [validFrom, ''] : [caughtUpTo.slice(0, space), caughtUpTo.slice(space + 1)];
}

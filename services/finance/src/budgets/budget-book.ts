import { Injectable } from '@nestjs/common';
import { BudgetThresholdReached } from '@vividwalls/events';
import { Outbox, type NewEvent } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ShopCalendar } from '../time/shop-calendar.js';
import type { BudgetAccount } from './budget-account.js';
import { plus, type Movement } from './budget-balance.js';
import { insertMovements } from './budget-rows.js';
import { burnRate } from './burn-rate.js';
import { thresholdsCrossed } from './thresholds-crossed.js';

/**
 * The one way in which budgets move: movements are added in the caller's transaction, on budgets that it has locked; the
 * database adds them up, and what crosses a threshold is told of.
 *
 * Invariants: a budget's balance is the sum of its movements, which are numbered without a gap and never changed (the service's
 * role has no right to write a balance); `spent + reserved ≤ allocated` wherever the limit is hard (a constraint, whatever
 * this program does). Failure points: a movement on a budget that is not locked may meet another's number and then fails the
 * transaction, which leaves everything as it was.
 */
@Injectable()
export class BudgetBook {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  /** @returns the budgets moved, as they are afterwards; `locked` is brought up to date too */
  async post(
    tx: EntityManager,
    locked: Map<string, BudgetAccount>,
    movements: readonly Movement[],
  ): Promise<Map<string, BudgetAccount>> {
    const moved = new Map<string, BudgetAccount>();
    if (movements.length === 0) return moved;
    const told: NewEvent[] = [];
    const numbered = movements.map((movement) => {
      const before = locked.get(movement.budgetId);
      if (!before) throw new Error(`budget ${movement.budgetId} is moved without being locked`);
      const balance = plus(before, movement);
      const isReallocated = movement.allocatedMinor !== 0n;
      const { thresholds, thresholdsReached } = before;
      const { crossed, reached } = thresholdsCrossed(balance, thresholds, thresholdsReached, isReallocated);
      const after = { ...before, ...balance, thresholdsReached: reached, movements: before.movements + 1 };
      locked.set(after.id, after);
      moved.set(after.id, after);
      told.push(...crossed.map((percent) => this.thresholdReached(after, percent, movement.actor)));
      return { ...movement, seq: after.movements };
    });
    await insertMovements(tx, numbered, this.clock.now());
    await this.rememberThresholds(tx, [...moved.values()], told.length > 0 || movements.some(isAllocation));
    await this.outbox.append(tx, told);
    return moved;
  }

  private async rememberThresholds(tx: EntityManager, moved: BudgetAccount[], mayDiffer: boolean): Promise<void> {
    if (!mayDiffer) return;
    await tx.query(
      `UPDATE budget_accounts b SET thresholds_reached = t.reached::smallint[]
       FROM unnest($1::uuid[], $2::text[]) AS t (id, reached) WHERE b.id = t.id`,
      [moved.map(({ id }) => id), moved.map(({ thresholdsReached }) => `{${thresholdsReached.join(',')}}`)],
    );
  }

  private thresholdReached(budget: BudgetAccount, threshold: number, actor: string): NewEvent<BudgetThresholdReached> {
    const { id, department, category, agentId, unit, periodStart, periodEnd } = budget;
    const overrunOn = burnRate(budget, budget, this.calendar.dayOf(this.clock.now()))?.overrunOn;
    return {
      event: BudgetThresholdReached,
      subject: id,
      version: budget.movements,
      actor,
      data: {
        ...{ budgetId: id, department, category, agentId, unit, threshold, periodStart, periodEnd },
        allocatedMinor: budget.allocatedMinor.toString(),
        spentMinor: budget.spentMinor.toString(),
        reservedMinor: budget.reservedMinor.toString(),
        ...(overrunOn && { overrunOn }),
      },
    };
  }
}

const isAllocation = ({ allocatedMinor }: Movement): boolean => allocatedMinor !== 0n;

import { Injectable } from '@nestjs/common';
import { Outbox } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { allocation } from './budget-balance.js';
import { BudgetBook } from './budget-book.js';
import { budgetAllocated } from './budget-events.js';
import { insertAccounts, lockBudgets } from './budget-rows.js';
import { dayOf, findDailyBudgets } from './daily-budgets.js';

/** Makes the budget of a day of daily budgets, when it is first needed. */
@Injectable()
export class DayOpener {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly book: BudgetBook,
  ) {}

  /**
   * @param ids daily budgets in force on that day
   * @returns the day's budgets: those made here, and those that another process made a moment ago
   */
  async open(tx: EntityManager, ids: readonly string[], day: string): Promise<string[]> {
    if (ids.length === 0) return [];
    const dailies = await findDailyBudgets(tx, ids);
    const now = this.clock.now();
    const accounts = dailies.map((daily) => dayOf(daily, day, now));
    const made = await insertAccounts(tx, accounts, 'passed over');
    const locked = await lockBudgets(tx, made);
    const allocatedBy = new Map(dailies.map((daily) => [daily.id, daily]));
    const moved = await this.book.post(
      tx,
      locked,
      [...locked.values()].flatMap(({ id, dailyBudgetId }) => {
        const { allocatedMinor, createdBy } = allocatedBy.get(dailyBudgetId!)!;
        return allocatedMinor === 0n ? [] : [allocation(id, allocatedMinor, { actor: createdBy, reason: 'a new day' })];
      }),
    );
    await this.outbox.append(
      tx,
      [...moved.values()].map((budget) => budgetAllocated(budget, 0n, budget.createdBy)),
    );
    const rows = await tx.query<{ id: string }[]>(
      'SELECT id FROM budget_accounts WHERE daily_budget_id = ANY($1::uuid[]) AND period_start = $2::date',
      [ids, day],
    );
    return rows.map(({ id }) => id);
  }
}

import { Injectable } from '@nestjs/common';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, type KeyedRequest } from '@vividwalls/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { BudgetAccount } from './budget-account.js';
import { allocation, usedMinor } from './budget-balance.js';
import { BudgetBook } from './budget-book.js';
import type { BudgetDraft } from './budget-draft.js';
import { budgetAllocated } from './budget-events.js';
import { againAfterDeadlock, assertPerson, isOverlap, noBudget, unprocessable } from './budget-problems.js';
import { findOverlapping } from './budget-queries.js';
import { insertAccounts, lockBudgets, type NewAccount } from './budget-rows.js';
import { scopeName, scopeText } from './budget-scope.js';
import { amountText, unitExponent } from './budget-unit.js';

/** A draft whose period is closed. */
export type PeriodDraft = BudgetDraft & { readonly periodEnd: string };

export interface Reallocation {
  readonly id: string;
  /** The allocation from now on. */
  readonly allocatedMinor: bigint;
  readonly actor: string;
  readonly reason: string;
}

/** Makes budgets and changes what is allocated to them. People do that, never those who spend. */
@Injectable()
export class BudgetDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly book: BudgetBook,
  ) {}

  /**
   * Makes budgets for periods: all of them, or none.
   * @param plan the named plan that they are made from
   * @param keyed sent again, it makes nothing more and answers with the same budgets
   * @throws Problem 422 when one of the same scope is in force at the time, 403 for an agent
   */
  async make(
    drafts: readonly PeriodDraft[],
    actor: string,
    { plan = null, keyed }: { plan?: string | null; keyed?: KeyedRequest | undefined } = {},
  ): Promise<BudgetAccount[]> {
    assertPerson(actor);
    const accounts = drafts.map((draft) => this.accountOf(draft, actor, plan));
    try {
      return await againAfterDeadlock(() =>
        this.unitOfWork.run(async (tx) => {
          const { ids } = await once(tx, keyed, this.clock.now(), () => this.insert(tx, accounts, drafts, actor));
          const made = await lockBudgets(tx, ids);
          return ids.map((id) => made.get(id)!);
        }),
      );
    } catch (error) {
      throw isOverlap(error) ? await this.overlap(accounts) : error;
    }
  }

  /**
   * Sets a budget's allocation.
   * @throws Problem 404, 422 when it would be negative or below what is spent and held, 403 for an agent
   */
  async reallocate({ id, allocatedMinor, actor, reason }: Reallocation): Promise<BudgetAccount> {
    assertPerson(actor);
    if (allocatedMinor < 0n) throw negative();
    return this.unitOfWork.run(async (tx) => {
      const locked = await lockBudgets(tx, [id]);
      const budget = locked.get(id);
      if (!budget) throw noBudget(id);
      if (allocatedMinor < usedMinor(budget)) throw belowUse(budget);
      const change = allocatedMinor - budget.allocatedMinor;
      if (change === 0n) return budget;
      const moved = await this.book.post(tx, locked, [allocation(id, change, { actor, reason })]);
      const after = moved.get(id)!;
      await this.outbox.append(tx, [budgetAllocated(after, budget.allocatedMinor, actor, reason)]);
      return after;
    });
  }

  private async insert(
    tx: EntityManager,
    accounts: readonly NewAccount[],
    drafts: readonly PeriodDraft[],
    actor: string,
  ): Promise<{ ids: string[] }> {
    await insertAccounts(tx, accounts);
    const ids = accounts.map(({ id }) => id);
    const locked = await lockBudgets(tx, ids);
    const movements = drafts.flatMap(({ allocatedMinor }, i) =>
      allocatedMinor === 0n ? [] : [allocation(ids[i]!, allocatedMinor, { actor, reason: 'made' })],
    );
    await this.book.post(tx, locked, movements);
    const made = ids.map((id) => locked.get(id)!);
    await this.outbox.append(
      tx,
      made.map((budget) => budgetAllocated(budget, 0n, actor)),
    );
    return { ids };
  }

  private accountOf(draft: PeriodDraft, createdBy: string, plan: string | null): NewAccount {
    const { department, category, agentId, unit, limit, thresholds, periodStart, periodEnd } = draft;
    return {
      ...{ id: uuidv7(), scope: scopeText({ ...draft, isDaily: false }), department, category, agentId, unit },
      ...{ exponent: unitExponent(unit), limit, thresholds, periodStart, periodEnd, plan, dailyBudgetId: null },
      ...{ createdAt: this.clock.now(), createdBy },
    };
  }

  private async overlap(accounts: readonly NewAccount[]) {
    for (const { scope, periodStart, periodEnd, ...account } of accounts) {
      const other = await findOverlapping(this.dataSource, 'budget_accounts', scope, periodStart, periodEnd);
      if (other) {
        const message = `overlaps budget ${other.id} of ${scopeName(account)} (${other.from} to ${other.until})`;
        return unprocessable('Two budgets of one scope would be in force at the same time.', {
          ...{ pointer: '/periodStart', message },
        });
      }
    }
    return unprocessable('Two budgets of one scope would be in force at the same time.', {
      ...{ pointer: '/periodStart', message: 'overlaps another budget of the same scope' },
    });
  }
}

export const negative = () =>
  unprocessable('There is no such allocation.', { pointer: '/allocatedMinor', message: 'must not be negative' });

function belowUse(budget: BudgetAccount) {
  const used = amountText(usedMinor(budget), budget.unit);
  const message = `must not be below the ${used} that are spent and reserved`;
  return unprocessable(`Budget ${budget.id} has spent or promised more.`, { pointer: '/allocatedMinor', message });
}

import { Injectable } from '@nestjs/common';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { GroupCommit } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ApprovalsWanted } from '../../approvals/approvals-wanted.js';
import { becauseOf, Journal } from '../../journal/journal.js';
import { BudgetBook } from '../budget-book.js';
import { lockBudgets } from '../budget-rows.js';
import { keysOfBookedCosts } from './booked-once.js';
import { endOverdue, settlements } from './end-overdue.js';
import { settleSpend, type Settled, type SettleOrder, type SettleRefusal } from './settle-spend.js';
import { spendEntry } from './spend-entry.js';
import { spendSettled } from './spend-events.js';
import { findOverdue, lockSpends, updateSpends } from './spend-rows.js';
import type { Spend } from './spend.js';

/** Settled in one transaction at most. Each commit books an entry, in some round trips, while the group's spends are locked. */
const GROUP_MAX = 32;

/** Holds ended by one transaction of the sweeper. */
const SWEEP_MAX = 500;

/** A settlement as it was written, with who gave the order. */
interface Written {
  readonly spend: Spend;
  readonly actor: string;
  readonly occurredAt: string;
  /** Whether it held anything; one that waited for leave did not. */
  readonly held: boolean;
}

/**
 * Ends spends: with what they really cost, without cost, or because their time is over.
 *
 * A group is one transaction: lock the spends by key; settle each in order ({@link settleSpend}, pure); tell of it and book
 * the expense of what was committed, because of the event that tells of it, unless a cost has booked it already; lock the budgets and move them. The budgets come
 * last, so that whoever authorises waits only for the end of it, not for the journal.
 *
 * What was held covers what may be committed, so a commit never finds its budget full. Its failure points are those of
 * {@link SpendDesk}: before COMMIT nothing happened, after it the same order again changes nothing.
 */
@Injectable()
export class SettleDesk {
  private readonly groups = new GroupCommit<SettleOrder, Settled | SettleRefusal>({
    decide: (group) => this.unitOfWork.run((tx) => this.settleGroup(tx, group)),
    groupMax: GROUP_MAX,
  });

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly book: BudgetBook,
    private readonly approvals: ApprovalsWanted,
  ) {}

  settle(order: SettleOrder): Promise<Settled | SettleRefusal> {
    return this.groups.ask(order);
  }

  /** Ends holds whose time is over, the oldest first. Several processes may do so at once. @returns how many it ended */
  async sweep(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const keys = await findOverdue(tx, now, SWEEP_MAX);
      if (keys.length === 0) return 0;
      const ended = endOverdue((await lockSpends(tx, keys)).values(), now);
      await this.write(
        tx,
        ended.map((spend) => ({ spend, actor: 'system', occurredAt: now.toISOString(), held: true })),
      );
      return ended.length;
    });
  }

  private async settleGroup(tx: EntityManager, group: readonly SettleOrder[]): Promise<(Settled | SettleRefusal)[]> {
    const now = this.clock.now();
    const spends = await lockSpends(tx, [...new Set(group.map(({ key }) => key))]);
    const written: Written[] = [];
    const results = group.map((order) => {
      const before = spends.get(order.key);
      const result = settleSpend(before, order, now);
      if ('spend' in result && result.isChanged) {
        const occurredAt = (order.kind === 'commit' ? order.occurredAt : undefined) ?? now;
        spends.set(order.key, result.spend);
        const held = before!.state === 'reserved';
        written.push({ spend: result.spend, actor: order.actor, occurredAt: occurredAt.toISOString(), held });
      }
      return result;
    });
    await this.write(tx, written);
    return results;
  }

  private async write(tx: EntityManager, written: readonly Written[]): Promise<void> {
    if (written.length === 0) return;
    const events = await this.outbox.append(
      tx,
      written.map(({ spend, actor }) => spendSettled(spend, actor)),
    );
    const spends = written.map(({ spend }) => spend);
    await updateSpends(tx, spends);
    const unheld = written.filter(({ held }) => !held).map(({ spend }) => spend.id);
    await this.approvals.unneeded(tx, 'spend', unheld, 'the spend was released before it was decided');
    const locked = await lockBudgets(
      tx,
      spends.flatMap(({ budgetIds }) => budgetIds),
    );
    await this.book.post(
      tx,
      locked,
      written.flatMap(({ spend, actor, held }) => (held ? settlements(spend, actor) : [])),
    );
    const committed = spends.flatMap(({ key, state }) => (state === 'committed' ? [key] : []));
    const booked = await keysOfBookedCosts(tx, committed);
    const entries = written.flatMap(({ spend, occurredAt }, i) => {
      const entry = booked.has(spend.key) ? undefined : spendEntry(spend, occurredAt);
      return entry ? [{ ...entry, because: becauseOf(events[i]!) }] : [];
    });
    // Once and last: the balances are rows that every writer waits for.
    if (entries.length > 0) await this.journal.book(tx, entries, entries[0]!.because);
  }
}

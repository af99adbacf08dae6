import { Injectable } from '@nestjs/common';
import { approvalDigest } from '@vividwalls/contracts';
import { Outbox } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  CHANGED,
  GuardedEffects,
  type Ending,
  type GuardedEffect,
  type Leave,
  type Reader,
  type Standing,
} from '../../approvals/guarded-effect.js';
import { leaveText } from '../../approvals/next-step.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import type { BudgetAccount } from '../budget-account.js';
import { remainingMinor, reservation } from '../budget-balance.js';
import { BudgetBook } from '../budget-book.js';
import { holdsOn } from '../budget-period.js';
import { findBudgets, lockBudgets } from '../budget-rows.js';
import { shortage } from './decide-spends.js';
import { endOverdue, settlements } from './end-overdue.js';
import { spendDecided, spendSettled } from './spend-events.js';
import { overspendQuestion } from './spend-question.js';
import { heldMinor } from './spend-request.js';
import { findOverdue, findSpendById, lockSpends, updateSpends } from './spend-rows.js';
import type { Spend } from './spend.js';

const OVERDUE_MAX = 500;

/**
 * Spends beyond a soft limit, with leave of governance. With it the money is held from then on, and the asker's repeat of the
 * question finds it so; the soft limit may be passed by it, a hard one of another level never. Without it the spend is refused
 * for good.
 */
@Injectable()
export class SpendEffect implements GuardedEffect {
  readonly kind = 'spend';

  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    private readonly book: BudgetBook,
    effects: GuardedEffects,
  ) {
    effects.add(this);
  }

  async standing(reader: Reader, id: string): Promise<Standing> {
    const spend = await findSpendById(reader, id);
    if (spend?.state !== 'pending') return undefined;
    const budgets = await findBudgets(reader, spend.budgetIds);
    // Whether a hard limit has room is only decided where holds that are over are ended first.
    return { question: overspendQuestion(spend, budgets), obstacle: this.overdate(spend, budgets) };
  }

  /** With the holds that are over on its budgets, in the order of their keys: its own must not be locked before a lesser one. */
  async lock(tx: EntityManager, id: string): Promise<void> {
    await this.lockAll(tx, id);
  }

  async carryOut(tx: EntityManager, id: string, leave: Leave): Promise<string | undefined> {
    const now = this.clock.now();
    const spends = await this.lockAll(tx, id);
    const spend = [...spends.values()].find((one) => one.id === id);
    if (spend?.state !== 'pending') return 'it does not wait any more';
    const ended = endOverdue(spends.values(), now);
    const locked = await lockBudgets(
      tx,
      [spend, ...ended].flatMap(({ budgetIds }) => budgetIds),
    );
    await this.book.post(
      tx,
      locked,
      ended.flatMap((one) => settlements(one)),
    );
    if (approvalDigest(overspendQuestion(spend, locked)) !== leave.digest) return CHANGED;
    const obstacle = this.overdate(spend, locked) ?? fullHardLimit(spend, locked);
    if (obstacle !== undefined) return obstacle;
    const reason = leaveText(leave);
    const of = { actor: spend.actor, reference: spend.key, reason };
    await this.book.post(
      tx,
      locked,
      spend.budgetIds.map((budgetId) => reservation(budgetId, heldMinor(spend), of)),
    );
    const approved = reserved(spend, locked, now, reason);
    await updateSpends(tx, [...ended, approved]);
    await this.outbox.append(tx, [
      ...ended.map((one) => spendSettled(one, 'system')),
      ...spendDecided(approved, { person: leave.by.at(-1) ?? 'policy', eventId: uuidv7() }),
    ]);
    return undefined;
  }

  async giveUp(tx: EntityManager, id: string, { by, reason }: Ending): Promise<void> {
    const spend = await findSpendById(tx, id);
    if (spend?.state !== 'pending') return;
    const rejected: Spend = { ...spend, state: 'rejected', reason, decidedAt: this.clock.now() };
    await updateSpends(tx, [rejected]);
    await this.outbox.append(tx, spendDecided(rejected, { person: by, eventId: uuidv7() }));
  }

  private async lockAll(tx: EntityManager, id: string): Promise<Map<string, Spend>> {
    const asked = await findSpendById(tx, id);
    if (!asked) return new Map();
    const overdue = await findOverdue(tx, this.clock.now(), OVERDUE_MAX, asked.budgetIds);
    return lockSpends(tx, [asked.key, ...overdue]);
  }

  private overdate(spend: Spend, budgets: ReadonlyMap<string, BudgetAccount>): string | undefined {
    const today = this.calendar.dayOf(this.clock.now());
    const over = spend.budgetIds.map((id) => budgets.get(id)!).find((budget) => !holdsOn(budget, today));
    return over && `its budget ended on ${over.periodEnd}; a new spend must be asked for`;
  }
}

function fullHardLimit(spend: Spend, locked: ReadonlyMap<string, BudgetAccount>): string | undefined {
  const held = heldMinor(spend);
  const full = spend.budgetIds
    .map((id) => locked.get(id)!)
    .find((budget) => budget.limit === 'hard' && remainingMinor(budget) < held);
  return full && shortage(full, remainingMinor(full), held);
}

function reserved(spend: Spend, locked: ReadonlyMap<string, BudgetAccount>, now: Date, reason: string): Spend {
  const left = spend.budgetIds.map((id) => remainingMinor(locked.get(id)!));
  return {
    ...{ ...spend, state: 'reserved', reason, decidedAt: now },
    remainingMinor: left.reduce((a, b) => (a < b ? a : b)),
    expiresAt: new Date(now.getTime() + spend.expiresInS * 1_000),
  };
}

import { Injectable } from '@nestjs/common';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { Approvals } from '../approvals/approvals.js';
import type { BudgetAccount } from '../budget-account.js';
import { remainingMinor, reservation } from '../budget-balance.js';
import { BudgetBook } from '../budget-book.js';
import { holdsOn } from '../budget-period.js';
import { lockBudgets } from '../budget-rows.js';
import { shortage } from './decide-spends.js';
import { endOverdue, settlements } from './end-overdue.js';
import type { SettleRefusal } from './settle-spend.js';
import { spendDecided, spendSettled } from './spend-events.js';
import { heldMinor } from './spend-request.js';
import { findOverdue, findSpends, lockSpends, updateSpends } from './spend-rows.js';
import type { Spend } from './spend.js';

const OVERDUE_MAX = 500;

/** A second person's word on a spend beyond a soft limit. */
export interface SpendWord {
  readonly key: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * What a second person does with spends that wait. Approved, the money is held from then on, and the asker's repeat of the
 * question finds it so; the soft limit may be passed by it, a hard one of another level never. Rejected, it is refused for good.
 */
@Injectable()
export class SpendApprovals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    private readonly book: BudgetBook,
    private readonly approvals: Approvals,
  ) {}

  /**
   * Holds what was asked for.
   * @returns the spend, or why it can't be held now: then it goes on waiting
   * @throws ApprovalRefused
   */
  async approve({ key, by, reason }: SpendWord): Promise<Spend | SettleRefusal> {
    return this.undoing(async (tx) => {
      const now = this.clock.now();
      const asked = (await findSpends(tx, [key])).get(key);
      // Locked with it and not after it: spends are locked in the order of their keys.
      const overdue = asked ? await findOverdue(tx, now, OVERDUE_MAX, asked.budgetIds) : [];
      const spends = await lockSpends(tx, [key, ...overdue]);
      const spend = spends.get(key);
      if (!spend) return unknown(key);
      await this.approvals.decide(tx, `spend:${key}`, { verdict: 'approved', by, reason });
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
      const refusal = this.obstacle(spend, locked);
      if (refusal) return refusal;
      const held = heldMinor(spend);
      const of = { actor: spend.actor, reference: key, reason: `approved by ${by}` };
      await this.book.post(
        tx,
        locked,
        spend.budgetIds.map((id) => reservation(id, held, of)),
      );
      const approved = this.approved(spend, locked, now, `approved by ${by}: ${reason}`);
      await updateSpends(tx, [...ended, approved]);
      await this.outbox.append(tx, [
        ...ended.map((one) => spendSettled(one, 'system')),
        ...spendDecided(approved, { person: by, eventId: uuidv7() }),
      ]);
      return approved;
    });
  }

  /** @throws ApprovalRefused */
  async reject({ key, by, reason }: SpendWord): Promise<Spend | SettleRefusal> {
    return this.undoing(async (tx) => {
      const spend = (await lockSpends(tx, [key])).get(key);
      if (!spend) return unknown(key);
      await this.approvals.decide(tx, `spend:${key}`, { verdict: 'rejected', by, reason });
      const now = this.clock.now();
      const rejected: Spend = { ...spend, state: 'rejected', reason: `rejected by ${by}: ${reason}`, decidedAt: now };
      await updateSpends(tx, [rejected]);
      await this.outbox.append(tx, spendDecided(rejected, { person: by, eventId: uuidv7() }));
      return rejected;
    });
  }

  /** A refusal takes back what the transaction did on the way to it. */
  private async undoing(work: (tx: EntityManager) => Promise<Spend | SettleRefusal>): Promise<Spend | SettleRefusal> {
    try {
      return await this.unitOfWork.run(async (tx) => {
        const result = await work(tx);
        if ('status' in result) throw new Undone(result);
        return result;
      });
    } catch (error) {
      if (error instanceof Undone) return error.refusal;
      throw error;
    }
  }

  private obstacle(spend: Spend, locked: ReadonlyMap<string, BudgetAccount>): SettleRefusal | undefined {
    const today = this.calendar.dayOf(this.clock.now());
    const held = heldMinor(spend);
    for (const budget of spend.budgetIds.map((id) => locked.get(id)!)) {
      if (!holdsOn(budget, today))
        return { status: 409, detail: `Its budget ended on ${budget.periodEnd}; a new spend must be asked for.` };
      const left = remainingMinor(budget);
      if (budget.limit === 'hard' && left < held)
        return { status: 409, detail: `It can't be held now: ${shortage(budget, left, held)}.` };
    }
    return undefined;
  }

  private approved(spend: Spend, locked: ReadonlyMap<string, BudgetAccount>, now: Date, reason: string): Spend {
    const left = spend.budgetIds.map((id) => remainingMinor(locked.get(id)!));
    return {
      ...{ ...spend, state: 'reserved', reason, decidedAt: now },
      remainingMinor: left.reduce((a, b) => (a < b ? a : b)),
      expiresAt: new Date(now.getTime() + spend.expiresInS * 1_000),
    };
  }
}

class Undone extends Error {
  constructor(readonly refusal: SettleRefusal) {
    super(refusal.detail);
  }
}

const unknown = (key: string): SettleRefusal => ({ status: 404, detail: `There is no spend ${key}.` });

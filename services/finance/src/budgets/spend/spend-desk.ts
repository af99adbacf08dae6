import { Injectable } from '@nestjs/common';
import type { SpendDecision } from '@vividwalls/contracts';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { GroupCommit, RaceLost } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ApprovalsWanted } from '../../approvals/approvals-wanted.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import type { BudgetAccount } from '../budget-account.js';
import { reservation } from '../budget-balance.js';
import { BudgetBook } from '../budget-book.js';
import { lockBudgets } from '../budget-rows.js';
import { DayOpener } from '../day-opener.js';
import { decideSpends, type SpendRuling } from './decide-spends.js';
import { endOverdue, settlements } from './end-overdue.js';
import { findAndLock, type SpendCandidates } from './spend-candidates.js';
import { spendDecided, spendSettled } from './spend-events.js';
import { heldMinor, isSameRequest, type SpendRequest } from './spend-request.js';
import { findSpends, insertSpends, isKeyTaken, lockSpends, updateSpends } from './spend-rows.js';
import { decisionOf, type Spend } from './spend.js';

const STATE_OF = { authorised: 'reserved', refused: 'refused', approval_required: 'pending' } as const;

/** A decision, or that the key was asked for something else before. */
export type SpendAnswer = { readonly decision: SpendDecision } | { readonly conflict: string };

/**
 * Decides what may be spent, many requests in one transaction ({@link GroupCommit}).
 *
 * States of a spend: see {@link Spend}. A request with a key that is known gets the answer of that spend as it is now, and is
 * never decided again; the same key for something else is a conflict.
 *
 * One transaction, for all of a group:
 *  1. find the budgets in force, days to be opened, holds that are over, keys that are known; lock those budgets, by id
 *  2. only where there are days to be opened or holds that are over, so that nothing is locked yet: lock these spends, by key;
 *     open the days; lock all those budgets, by id; end the holds
 *  3. decide in order ({@link decideSpends}, pure)
 *  4. add spends, movements and events, note which of them need leave of governance, and COMMIT
 *
 * The first and the last are one message each, and mostly all there is: a group waits for the database twice. Governance is
 * asked after the commit, by nobody who holds a budget.
 *
 * Invariants: `spent + reserved ≤ allocated` of every hard limit, by the lock that covers reading and adding, and by a
 * constraint should this code be wrong; a key is decided once, by the primary key; what is authorised is held at all its
 * levels or at none.
 *
 * Failure points: dies before COMMIT → nothing happened, the asker has no answer and asks again with the same key. Dies after
 * COMMIT → the money is held, the repeat finds the decision; if nobody repeats, the hold expires. The database away → the
 * group hears the error and nobody spends. A process that stops in the middle of a transaction without dying keeps the budgets
 * locked until its session ends; askers then run into their deadlines, which is a refusal. Two replicas that are asked the
 * same key at the same moment: the one that comes second finds that it can't add it, and decides its group anew.
 */
@Injectable()
export class SpendDesk {
  private readonly groups = new GroupCommit<SpendRequest, SpendAnswer>({
    decide: (group) => this.unitOfWork.run((tx) => this.decide(tx, group)).catch(asLostRace),
  });

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
    private readonly book: BudgetBook,
    private readonly days: DayOpener,
    private readonly approvals: ApprovalsWanted,
  ) {}

  /**
   * @param signal aborted when nobody waits for the answer any more
   * @throws whatever kept it from being decided; nothing may be spent then
   */
  authorise(request: SpendRequest, signal?: AbortSignal): Promise<SpendAnswer> {
    return this.groups.ask(request, signal);
  }

  private async decide(tx: EntityManager, group: readonly SpendRequest[]): Promise<SpendAnswer[]> {
    const now = this.clock.now();
    const day = this.calendar.dayOf(now);
    const found = await findAndLock(tx, group, day, now);
    const { locked, ended } = await this.prepare(tx, found, day, now);
    const spends = found.knownKeys.length > 0 ? await findSpends(tx, found.knownKeys) : new Map<string, Spend>();

    const inForce = new Map([...locked.values()].filter(isInForce(day)).map((budget) => [budget.scope, budget]));
    const fresh = firstOfEachKey(group.filter(({ key }) => !spends.has(key)));
    const rulings = decideSpends(fresh, inForce, day);
    const decided = fresh.map((request, i) => spendFrom(request, rulings[i]!, now));
    await this.keep(tx, locked, decided, ended);
    for (const spend of decided) spends.set(spend.key, spend);
    return group.map((request) => answerTo(request, spends.get(request.key)!, now));
  }

  /** Locks the budgets, and ends the holds on them that are over. */
  private async prepare(tx: EntityManager, found: SpendCandidates, day: string, now: Date) {
    const { budgetIds, overdueKeys, unopenedDays } = found;
    if (overdueKeys.length + unopenedDays.length === 0) return { locked: found.locked, ended: [] };
    const overdue = overdueKeys.length > 0 ? await lockSpends(tx, overdueKeys) : new Map<string, Spend>();
    // A replica may have opened a day between the look and the lock: then it is not ours, but locked all the same.
    const opened = await this.days.open(tx, unopenedDays, day);
    const ended = endOverdue(overdue.values(), now);
    const locked = await lockBudgets(tx, [...budgetIds, ...opened, ...ended.flatMap((spend) => spend.budgetIds)]);
    await this.book.post(
      tx,
      locked,
      ended.flatMap((spend) => settlements(spend)),
    );
    await updateSpends(tx, ended);
    return { locked, ended };
  }

  private async keep(
    tx: EntityManager,
    locked: Map<string, BudgetAccount>,
    decided: readonly Spend[],
    ended: readonly Spend[],
  ): Promise<void> {
    await insertSpends(tx, decided);
    const held = decided.filter(({ state }) => state === 'reserved');
    const reservations = held.flatMap((spend) =>
      spend.budgetIds.map((id) => reservation(id, heldMinor(spend), { actor: spend.actor, reference: spend.key })),
    );
    await this.book.post(tx, locked, reservations);
    await this.outbox.append(tx, [
      ...ended.map((spend) => spendSettled(spend, 'system')),
      ...decided.flatMap((spend) => spendDecided(spend)),
    ]);
    const beyond = decided.filter(({ state }) => state === 'pending');
    await this.approvals.want(
      tx,
      beyond.map(({ id, actor }) => ({ kind: 'spend', effectId: id, requestedBy: actor })),
    );
  }
}

/** That a key was taken is heard with the COMMIT at the latest. */
function asLostRace(error: unknown): never {
  throw isKeyTaken(error) ? new RaceLost('a key was asked elsewhere at the same moment', { cause: error }) : error;
}

const isInForce =
  (day: string) =>
  ({ periodStart, periodEnd }: BudgetAccount): boolean =>
    periodStart <= day && day <= periodEnd;

function firstOfEachKey(requests: readonly SpendRequest[]): SpendRequest[] {
  const keys = new Set<string>();
  return requests.filter(({ key }) => !keys.has(key) && keys.add(key));
}

function spendFrom(request: SpendRequest, ruling: SpendRuling, now: Date): Spend {
  const state = STATE_OF[ruling.verdict];
  return {
    ...request,
    ...{ id: uuidv7(), state, reason: ruling.reason, decidedAt: now, settledAt: null, actualMinor: null },
    budgetIds: ruling.budgets.map(({ id }) => id),
    remainingMinor: ruling.remainingMinor ?? null,
    expiresAt: state === 'reserved' ? new Date(now.getTime() + request.expiresInS * 1_000) : null,
  };
}

function answerTo(request: SpendRequest, spend: Spend, now: Date): SpendAnswer {
  if (isSameRequest(request, spend)) return { decision: decisionOf(spend, now) };
  return { conflict: `the key ${request.key} was asked for something else before; a new spend needs a new key` };
}

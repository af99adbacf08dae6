import { Injectable } from '@nestjs/common';
import { approvalDigest } from '@vividwalls/contracts';
import { BudgetTransferred } from '@vividwalls/events';
import { Outbox } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { EffectQuestion } from '../approvals/asked-approval.js';
import {
  CHANGED,
  GuardedEffects,
  type Ending,
  type GuardedEffect,
  type Leave,
  type Reader,
  type Standing,
} from '../approvals/guarded-effect.js';
import { leaveText } from '../approvals/next-step.js';
import type { BudgetAccount } from './budget-account.js';
import { remainingMinor, transfer } from './budget-balance.js';
import { BudgetBook } from './budget-book.js';
import { budgetAllocated } from './budget-events.js';
import { findBudgets, lockBudgets } from './budget-rows.js';
import { scopeName } from './budget-scope.js';
import { amountText } from './budget-unit.js';
import { endTransfer, findTransfer, lockTransfer, type Transfer } from './transfer-rows.js';

/** Money that moves between budgets, with leave of governance. The only place in which it does. */
@Injectable()
export class TransferEffect implements GuardedEffect {
  readonly kind = 'transfer';

  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly book: BudgetBook,
    effects: GuardedEffects,
  ) {
    effects.add(this);
  }

  async standing(reader: Reader, id: string): Promise<Standing> {
    const pending = await findTransfer(reader, id);
    if (pending?.state !== 'pending') return undefined;
    const budgets = await findBudgets(reader, [pending.fromId, pending.toId]);
    const [from, to] = [budgets.get(pending.fromId)!, budgets.get(pending.toId)!];
    const shortage = shortageOf(from, pending.amountMinor);
    return { question: transferQuestion(pending, from, to), obstacle: shortage && `the amount ${shortage}` };
  }

  async lock(tx: EntityManager, id: string): Promise<void> {
    await lockTransfer(tx, id);
  }

  async carryOut(tx: EntityManager, id: string, leave: Leave): Promise<string | undefined> {
    const pending = await findTransfer(tx, id);
    if (pending?.state !== 'pending') return 'it does not wait any more';
    const locked = await lockBudgets(tx, [pending.fromId, pending.toId]);
    const [from, to] = [locked.get(pending.fromId)!, locked.get(pending.toId)!];
    if (approvalDigest(transferQuestion(pending, from, to)) !== leave.digest) return CHANGED;
    const shortage = shortageOf(from, pending.amountMinor);
    if (shortage) return `the amount ${shortage}`;
    const approvedBy = leave.by.at(-1) ?? 'policy';
    await this.move(tx, locked, pending, approvedBy);
    await endTransfer(tx, id, { state: 'done', by: approvedBy, reason: leaveText(leave) }, this.clock.now());
    return undefined;
  }

  async giveUp(tx: EntityManager, id: string, { by, reason }: Ending): Promise<void> {
    await endTransfer(tx, id, { state: 'rejected', by, reason }, this.clock.now());
  }

  private async move(
    tx: EntityManager,
    locked: Map<string, BudgetAccount>,
    { id, fromId, toId, amountMinor, unit, reason, requestedBy }: Transfer,
    approvedBy: string,
  ): Promise<void> {
    const before = new Map(locked);
    const of = { actor: requestedBy, reference: id, reason };
    const moved = await this.book.post(tx, locked, [
      transfer(fromId, -amountMinor, of),
      transfer(toId, amountMinor, of),
    ]);
    const data = { transferId: id, fromBudgetId: fromId, toBudgetId: toId, amountMinor: amountMinor.toString() };
    await this.outbox.append(tx, [
      {
        ...{ event: BudgetTransferred, subject: id, actor: approvedBy },
        data: { ...data, unit, reason, requestedBy, approvedBy },
      },
      ...[...moved.values()].map((budget) =>
        budgetAllocated(budget, before.get(budget.id)!.allocatedMinor, approvedBy, reason),
      ),
    ]);
  }
}

/** What is asked for a transfer. Tokens are no money: a policy about amounts then has none to go by. */
export function transferQuestion(of: Transfer, from: BudgetAccount, to: BudgetAccount): EffectQuestion {
  const { id, fromId, toId, unit } = of;
  const amountMinor = of.amountMinor.toString();
  const allocated = (changeMinor: bigint) => ({
    from: { budget: scopeName(from), allocatedMinor: String(from.allocatedMinor - changeMinor) },
    to: { budget: scopeName(to), allocatedMinor: String(to.allocatedMinor + changeMinor) },
  });
  return {
    ...{ act: 'budget.transfer', subject: id, correlationId: id, why: of.reason },
    facts: {
      ...(unit !== 'tokens' && { amountMinor, currency: unit }),
      ...{ fromBudgetId: fromId, toBudgetId: toId, fromDepartment: from.department, toDepartment: to.department },
    },
    does: { transferId: id, fromBudgetId: fromId, toBudgetId: toId, amountMinor, unit },
    before: allocated(0n),
    after: allocated(of.amountMinor),
  };
}

export function shortageOf(from: BudgetAccount, amountMinor: bigint): string | undefined {
  const left = remainingMinor(from);
  return amountMinor > left ? `is more than the ${amountText(left, from.unit)} that ${from.id} has left` : undefined;
}

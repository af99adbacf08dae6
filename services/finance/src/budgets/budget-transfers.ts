import { Injectable } from '@nestjs/common';
import { BudgetTransferred } from '@vividwalls/events';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Approvals } from './approvals/approvals.js';
import type { BudgetAccount } from './budget-account.js';
import { remainingMinor, transfer } from './budget-balance.js';
import { BudgetBook } from './budget-book.js';
import { budgetAllocated } from './budget-events.js';
import { unprocessable } from './budget-problems.js';
import { lockBudgets } from './budget-rows.js';
import { scopeName } from './budget-scope.js';
import { amountText } from './budget-unit.js';
import { findTransfer, insertTransfer, type Transfer } from './transfer-rows.js';

export interface WantedTransfer {
  readonly fromId: string;
  readonly toId: string;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly requestedBy: string;
}

export interface TransferDecision {
  readonly id: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * Moves money between budgets: *pending* until a second person says yes (*done*, at that moment and as a whole) or no
 * (*rejected*). What is spent or held is not moved. Whether there is enough is looked at when it is asked, and decided when it
 * is approved; when there is not enough any more it goes on waiting.
 */
@Injectable()
export class BudgetTransfers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly book: BudgetBook,
    private readonly approvals: Approvals,
  ) {}

  /**
   * @param keyed sent again, it asks for nothing more and answers with the same transfer
   * @throws Problem 422
   */
  async request(wanted: WantedTransfer, keyed?: KeyedRequest): Promise<Transfer> {
    if (wanted.amountMinor <= 0n) throw fault('/amountMinor', 'must be above zero');
    if (wanted.fromId === wanted.toId) throw fault('/toBudgetId', 'must be another budget');
    return this.unitOfWork.run(async (tx) => {
      const { id } = await once(tx, keyed, this.clock.now(), () => this.ask(tx, wanted));
      return (await findTransfer(tx, id))!;
    });
  }

  private async ask(tx: EntityManager, wanted: WantedTransfer): Promise<{ id: string }> {
    const { fromId, toId, amountMinor, reason, requestedBy } = wanted;
    const locked = await lockBudgets(tx, [fromId, toId]);
    const [from, to] = [locked.get(fromId), locked.get(toId)];
    if (!from) throw fault('/fromBudgetId', 'is no budget');
    if (!to) throw fault('/toBudgetId', 'is no budget');
    if (from.unit !== to.unit) throw fault('/toBudgetId', `must be in ${from.unit}, as the other one`);
    const shortage = shortageOf(from, amountMinor);
    if (shortage) throw fault('/amountMinor', shortage);
    const { unit } = from;
    const requestedAt = this.clock.now();
    const pending: Transfer = {
      ...{ id: uuidv7(), fromId, toId, amountMinor, unit, reason, state: 'pending', requestedBy, requestedAt },
      ...{ decidedBy: null, decidedAt: null, decisionReason: null },
    };
    await insertTransfer(tx, pending);
    const summary = `${amountText(amountMinor, unit)} from ${scopeName(from)} to ${scopeName(to)}: ${reason}`;
    await this.approvals.request(tx, [{ about: `transfer:${pending.id}`, summary, requestedBy }]);
    return { id: pending.id };
  }

  /** @throws Problem 404, 409; ApprovalRefused */
  async approve({ id, by, reason }: TransferDecision): Promise<Transfer> {
    return this.unitOfWork.run(async (tx) => {
      await this.approvals.decide(tx, `transfer:${id}`, { verdict: 'approved', by, reason });
      const pending = (await findTransfer(tx, id))!;
      const locked = await lockBudgets(tx, [pending.fromId, pending.toId]);
      const shortage = shortageOf(locked.get(pending.fromId)!, pending.amountMinor);
      if (shortage) throw new Problem(409, 'Not possible now', `The amount ${shortage}.`);
      await this.execute(tx, locked, pending, by);
      return this.decided(tx, pending, 'done', by, reason);
    });
  }

  /** @throws ApprovalRefused */
  async reject({ id, by, reason }: TransferDecision): Promise<Transfer> {
    return this.unitOfWork.run(async (tx) => {
      await this.approvals.decide(tx, `transfer:${id}`, { verdict: 'rejected', by, reason });
      return this.decided(tx, (await findTransfer(tx, id))!, 'rejected', by, reason);
    });
  }

  private async execute(
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

  private async decided(
    tx: EntityManager,
    pending: Transfer,
    state: 'done' | 'rejected',
    decidedBy: string,
    decisionReason: string,
  ): Promise<Transfer> {
    const decidedAt = this.clock.now();
    await tx.query(
      `UPDATE budget_transfers SET state = $2, decided_by = $3, decided_at = $4, decision_reason = $5 WHERE id = $1`,
      [pending.id, state, decidedBy, decidedAt, decisionReason],
    );
    return { ...pending, state, decidedBy, decidedAt, decisionReason };
  }
}

const fault = (pointer: string, message: string) => unprocessable('It cannot be moved so.', { pointer, message });

function shortageOf(from: BudgetAccount, amountMinor: bigint): string | undefined {
  const left = remainingMinor(from);
  return amountMinor > left ? `is more than the ${amountText(left, from.unit)} that ${from.id} has left` : undefined;
}

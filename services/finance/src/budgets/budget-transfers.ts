import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ApprovalsWanted } from '../approvals/approvals-wanted.js';
import { unprocessable } from './budget-problems.js';
import { lockBudgets } from './budget-rows.js';
import { shortageOf } from './transfer-effect.js';
import { findTransfer, insertTransfer, type Transfer } from './transfer-rows.js';

export interface WantedTransfer {
  readonly fromId: string;
  readonly toId: string;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly requestedBy: string;
}

/**
 * Takes wishes to move money between budgets. A transfer is *pending* until governance gives leave for it (*done*, at that moment
 * and as a whole) or it ends without (*rejected*). What is spent or held is not moved. Whether there is enough is looked at when
 * it is asked, and decided when it is done.
 */
@Injectable()
export class BudgetTransfers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly approvals: ApprovalsWanted,
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
    const pending: Transfer = {
      ...{ id: uuidv7(), fromId, toId, amountMinor, unit: from.unit, reason, state: 'pending', requestedBy },
      ...{ requestedAt: this.clock.now(), decidedBy: null, decidedAt: null, decisionReason: null },
    };
    await insertTransfer(tx, pending);
    await this.approvals.want(tx, [{ kind: 'transfer', effectId: pending.id, requestedBy }]);
    return { id: pending.id };
  }
}

const fault = (pointer: string, message: string) => unprocessable('It cannot be moved so.', { pointer, message });

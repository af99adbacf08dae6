import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ApprovalsWanted } from '../../approvals/approvals-wanted.js';
import { assertNotInFuture, refused } from '../../requests/refused.js';
import { lockAccounts } from '../payees/payee-store.js';
import { closesOn } from '../payees/statement-month.js';
import type { PaymentRequest } from './payment-request.js';
import { findPaymentRequest, insertPaymentRequest, isReferenceUsed } from './payment-request.rows.js';
import { findStatement } from './statement.queries.js';
import { outstanding, type Statement } from './statement.js';

/** A payment as it was asked for. */
export interface PaymentAsked {
  /** All that is open when left out. */
  readonly amountMinor?: string | undefined;
  readonly reference?: string | undefined;
  /** ISO 8601; when it is booked where left out. */
  readonly paidAt?: string | undefined;
}

/**
 * Takes wishes to pay statements. A payment is *pending* until governance gives leave for it (*paid*, booked at that moment) or it
 * ends without (*rejected*). One waits at a time for a statement, so that what is open is not asked for twice.
 */
@Injectable()
export class PaymentDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly approvals: ApprovalsWanted,
  ) {}

  /**
   * Asks that a statement be booked as paid. What may be paid is looked at now, under the lock of its payee, and again when it is
   * booked.
   * @param keyed sent again, it asks for nothing more and answers with the same payment
   * @throws Problem 404, 409 (open, nothing left, one waits, a reference used before), 422 (more than is open, a time to come)
   */
  async pay(statementId: string, asked: PaymentAsked, actor: string, keyed?: KeyedRequest): Promise<PaymentRequest> {
    const now = this.clock.now();
    if (asked.paidAt !== undefined) assertNotInFuture('/paidAt', asked.paidAt, now);
    return this.unitOfWork.run(async (tx) => {
      const { id } = await once(tx, keyed, now, () => this.ask(tx, statementId, asked, actor, now));
      return (await findPaymentRequest(tx, id))!;
    });
  }

  private async ask(tx: EntityManager, statementId: string, asked: PaymentAsked, actor: string, now: Date) {
    const statement = await this.locked(tx, statementId);
    const { amountMinor, reference = null, paidAt } = { ...asked, amountMinor: amountOf(statement, asked.amountMinor) };
    if (reference !== null && (await isReferenceUsed(tx, reference))) throw paidAlready(reference);
    const pending: PaymentRequest = {
      ...{ id: uuidv7(), statementId: statement.id, amountMinor, currency: statement.currency, reference },
      ...{ paidAt: paidAt === undefined ? null : new Date(paidAt), requestedBy: actor, requestedAt: now },
      ...{ state: 'pending', decidedBy: null, decidedAt: null, decisionReason: null },
    };
    if (!(await insertPaymentRequest(tx, pending))) {
      throw new Problem(409, 'Waits already', 'A payment of this statement waits for its decision in governance.');
    }
    await this.approvals.want(tx, [{ kind: 'payment', effectId: pending.id, requestedBy: actor }]);
    return { id: pending.id };
  }

  private async locked(tx: EntityManager, id: string): Promise<Statement> {
    const found = await findStatement(tx, id);
    if (!found) throw new Problem(404, 'No such statement', `There is no commission statement ${id}.`);
    await lockAccounts(tx, [{ ...found.beneficiary, currency: found.currency }]);
    const statement = (await findStatement(tx, id))!;
    if (statement.closedAt === null) {
      const day = closesOn(statement.month);
      throw new Problem(
        409,
        'Statement is open',
        `It takes movements until it is closed on ${day}; it can be paid then.`,
      );
    }
    return statement;
  }
}

function amountOf(statement: Statement, asked: string | undefined): bigint {
  const open = outstanding(statement);
  if (open === 0n) {
    throw new Problem(409, 'Nothing to pay', 'Nothing of this statement is open: it was paid, or taken back since.');
  }
  const amount = asked === undefined ? open : BigInt(asked);
  if (amount <= 0n) throw refused('/amountMinor', 'must be positive');
  if (amount > open) throw refused('/amountMinor', `must not exceed what is open, ${open}`);
  return amount;
}

const paidAlready = (reference: string) =>
  new Problem(409, 'Paid already', `A payment with the reference ${reference} is booked.`);

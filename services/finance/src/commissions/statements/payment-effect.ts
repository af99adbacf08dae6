import { Injectable } from '@nestjs/common';
import { approvalDigest } from '@vividwalls/contracts';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
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
import { CommissionBooks } from '../accruals/commission-books.js';
import { lockAccounts } from '../payees/payee-store.js';
import { paymentQuestion, type PaymentRequest } from './payment-request.js';
import { endPaymentRequest, findPaymentRequest, isReferenceUsed } from './payment-request.rows.js';
import { toldPayment, type Payment } from './payment.js';
import { addSettled, findStatement } from './statement.queries.js';
import { outstanding, type Statement } from './statement.js';

/** Books that a statement was paid, with leave of governance. The only place in which that is done. */
@Injectable()
export class PaymentEffect implements GuardedEffect {
  readonly kind = 'payment';

  constructor(
    private readonly books: CommissionBooks,
    private readonly clock: Clock,
    effects: GuardedEffects,
  ) {
    effects.add(this);
  }

  async standing(reader: Reader, id: string): Promise<Standing> {
    const pending = await findPaymentRequest(reader, id);
    if (pending?.state !== 'pending') return undefined;
    const statement = (await findStatement(reader, pending.statementId))!;
    return { question: paymentQuestion(pending, statement), obstacle: beyondOpen(pending, statement) };
  }

  async lock(tx: EntityManager, id: string): Promise<void> {
    await findPaymentRequest(tx, id, 'update');
  }

  async carryOut(tx: EntityManager, id: string, leave: Leave): Promise<string | undefined> {
    const pending = await findPaymentRequest(tx, id);
    if (pending?.state !== 'pending') return 'it does not wait any more';
    const { beneficiary, currency } = (await findStatement(tx, pending.statementId))!;
    await lockAccounts(tx, [{ ...beneficiary, currency }]);
    const statement = (await findStatement(tx, pending.statementId))!;
    if (approvalDigest(paymentQuestion(pending, statement)) !== leave.digest) return CHANGED;
    const obstacle = beyondOpen(pending, statement) ?? (await this.bookedBefore(tx, pending));
    if (obstacle !== undefined) return obstacle;
    await this.book(tx, pending, statement);
    const end = { state: 'paid', by: leave.by.at(-1) ?? 'policy', reason: leaveText(leave) } as const;
    await endPaymentRequest(tx, id, end, this.clock.now());
    return undefined;
  }

  async giveUp(tx: EntityManager, id: string, { by, reason }: Ending): Promise<void> {
    await endPaymentRequest(tx, id, { state: 'rejected', by, reason }, this.clock.now());
  }

  private async book(tx: EntityManager, pending: PaymentRequest, statement: Statement): Promise<void> {
    const { id, amountMinor, reference, requestedBy: actor } = pending;
    const now = this.clock.now();
    const payment: Payment = {
      ...{ id, statement, amountMinor, reference, actor, paidAt: pending.paidAt ?? now },
      outstandingMinor: outstanding(statement) - amountMinor,
    };
    const told = toldPayment(payment);
    await tx.query(
      `INSERT INTO commission_payments (id, statement_id, amount_minor, currency, reference, paid_at, recorded_at, actor, cause)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[id, statement.id, amountMinor.toString(), statement.currency, reference, payment.paidAt, now, actor],
        told.entry.cause,
      ],
    );
    await addSettled(tx, statement.id, amountMinor);
    await this.books.book(tx, [told]);
  }

  /** Two of different payees with one reference at the same moment: the index fails the second, and it is looked at again. */
  private async bookedBefore(tx: EntityManager, { reference }: PaymentRequest): Promise<string | undefined> {
    if (reference === null || !(await isReferenceUsed(tx, reference))) return undefined;
    return `a payment with the reference ${reference} is booked`;
  }
}

function beyondOpen({ amountMinor }: PaymentRequest, statement: Statement): string | undefined {
  const open = outstanding(statement);
  return amountMinor > open ? `only ${open} of the statement is open any more` : undefined;
}

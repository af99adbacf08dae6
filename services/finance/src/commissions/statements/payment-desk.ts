import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { assertNotInFuture, refused } from '../../requests/refused.js';
import { CommissionBooks } from '../accruals/commission-books.js';
import { lockAccounts } from '../payees/payee-store.js';
import { closesOn } from '../payees/statement-month.js';
import { toldPayment, type Payment } from './payment.js';
import { addSettled, findStatement } from './statement.queries.js';
import { paymentView, type PaymentView } from './statement-view.js';
import { outstanding, type Statement } from './statement.js';

/** PostgreSQL: a unique constraint is violated. */
const UNIQUE_VIOLATION = '23505';

/** A payment as it was asked for. */
export interface PaymentAsked {
  /** All that is open when left out. */
  readonly amountMinor?: string | undefined;
  readonly reference?: string | undefined;
  /** ISO 8601; now when left out. */
  readonly paidAt?: string | undefined;
}

/** Pays statements. */
@Injectable()
export class PaymentDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly books: CommissionBooks,
    private readonly clock: Clock,
  ) {}

  /**
   * Books that a statement was paid, under the lock of its payee. A second time finds nothing left to pay.
   * @param keyed sent again, it pays nothing more and answers the same
   * @throws Problem 404, 409 (open, nothing left, a reference used before), 422 (more than is open, a time to come)
   */
  async pay(statementId: string, asked: PaymentAsked, actor: string, keyed?: KeyedRequest): Promise<PaymentView> {
    const now = this.clock.now();
    const paidAt = asked.paidAt === undefined ? now : new Date(asked.paidAt);
    assertNotInFuture('/paidAt', asked.paidAt ?? now.toISOString(), now);
    return this.unitOfWork.run((tx) =>
      once(tx, keyed, now, async () => {
        const statement = await this.locked(tx, statementId);
        const amountMinor = amountOf(statement, asked.amountMinor);
        const payment: Payment = {
          ...{ id: uuidv7(), statement, amountMinor, paidAt, actor },
          outstandingMinor: outstanding(statement) - amountMinor,
          reference: asked.reference ?? null,
        };
        const told = toldPayment(payment);
        await insertPayment(tx, payment, told.entry.cause, now);
        await addSettled(tx, statement.id, amountMinor);
        await this.books.book(tx, [told]);
        return paymentView(payment);
      }),
    );
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

async function insertPayment(tx: EntityManager, payment: Payment, cause: string, now: Date): Promise<void> {
  const { id, statement, amountMinor, reference, paidAt, actor } = payment;
  const write = tx.query(
    `INSERT INTO commission_payments (id, statement_id, amount_minor, currency, reference, paid_at, recorded_at, actor, cause)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, statement.id, amountMinor.toString(), statement.currency, reference, paidAt, now, actor, cause],
  );
  await write.catch((error: unknown) => {
    const { code } = (error as { driverError?: { code?: unknown } }).driverError ?? {};
    if (code !== UNIQUE_VIOLATION) throw error;
    throw new Problem(409, 'Paid already', `A payment with the reference ${reference} is booked.`);
  });
}

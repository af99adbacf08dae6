import { CommissionPaid } from '@vividwalls/events';
import { paymentPostings } from '../accruals/commission-postings.js';
import type { Told } from '../accruals/told-steps.js';
import type { Statement } from './statement.js';

/** Money paid on a statement. */
export interface Payment {
  readonly id: string;
  /** As it was before. */
  readonly statement: Statement;
  readonly amountMinor: bigint;
  /** What is open after it. */
  readonly outstandingMinor: bigint;
  readonly reference: string | null;
  readonly paidAt: Date;
  readonly actor: string;
}

/** A payment as it is made known. */
export function toldPayment(payment: Payment): Told {
  const { id, statement, amountMinor, outstandingMinor, reference, actor } = payment;
  const { beneficiary, currency } = statement;
  const cause = `commission:payment:${id}`;
  const occurredAt = payment.paidAt.toISOString();
  const because = { eventId: id, correlationId: id, actor };
  return {
    entry: {
      ...{ cause, kind: 'commission-payment', book: 'real', occurredAt, because },
      postings: paymentPostings(amountMinor, currency).postings(currency),
    },
    movements: [
      {
        ...beneficiary,
        ...{ movement: 'payment', currency, heldMinor: 0n, payableMinor: -amountMinor, paymentId: id },
        ...{ cause, occurredAt, eventId: id, actor },
      },
    ],
    event: {
      ...{ event: CommissionPaid, subject: statement.id, time: occurredAt, test: false, correlationid: id, actor },
      data: {
        ...{ paymentId: id, statementId: statement.id, beneficiary, period: statement.month.slice(0, 7), currency },
        ...{ amountMinor: String(amountMinor), outstandingMinor: String(outstandingMinor) },
        ...(reference !== null && { reference }),
        ...{ paidAt: occurredAt, cause },
      } satisfies CommissionPaid,
    },
  };
}

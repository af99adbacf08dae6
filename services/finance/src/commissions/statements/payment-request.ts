import type { EffectQuestion } from '../../approvals/asked-approval.js';
import { outstanding, type Statement } from './statement.js';

export const PAYMENT_STATES = ['pending', 'paid', 'rejected'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** A payment from its wish to its end. */
export interface PaymentRequest {
  /** Also that of the payment it becomes. */
  readonly id: string;
  readonly statementId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly reference: string | null;
  /** When it was paid, where that was said. */
  readonly paidAt: Date | null;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly state: PaymentState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

/** What is asked for a payment. */
export function paymentQuestion(payment: PaymentRequest, statement: Statement): EffectQuestion {
  const { id, currency, reference, paidAt } = payment;
  const beneficiary = `${statement.beneficiary.kind}:${statement.beneficiary.id}`;
  const period = statement.month.slice(0, 7);
  const amountMinor = payment.amountMinor.toString();
  const open = outstanding(statement);
  return {
    ...{ act: 'commission.pay', subject: id, correlationId: id, why: `Commissions of ${period} for ${beneficiary}` },
    facts: { amountMinor, currency, beneficiary, period },
    does: {
      ...{ paymentId: id, statementId: statement.id, beneficiary, period, amountMinor, currency, reference },
      paidAt: paidAt?.toISOString() ?? null,
    },
    before: { outstandingMinor: String(open) },
    after: { outstandingMinor: String(open - payment.amountMinor) },
  };
}

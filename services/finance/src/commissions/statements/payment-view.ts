import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CommissionPayment } from '@vividwalls/contracts';
import { approvalView, AskedApprovalView } from '../../approvals/approval-view.js';
import type { AskedApproval } from '../../approvals/asked-approval.js';
import { PAYMENT_STATES, type PaymentRequest, type PaymentState } from './payment-request.js';
import { BeneficiaryView } from './statement-view.js';
import { outstanding, type Statement } from './statement.js';

export class PaymentView implements CommissionPayment {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({
    enum: PAYMENT_STATES,
    description:
      'pending: it waits for its decision in governance. rejected: it is not booked, decisionReason says why',
  })
  state!: PaymentState;
  @ApiProperty({ type: String, format: 'uuid' }) statementId!: string;
  @ApiProperty({ type: BeneficiaryView }) beneficiary!: BeneficiaryView;
  @ApiProperty({ type: String, example: '2026-12' }) period!: string;
  @ApiProperty({ type: String, example: 'USD' }) currency!: string;
  @ApiProperty({ type: String, example: '7560' }) amountMinor!: string;
  @ApiProperty({ type: String, example: '0', description: 'What may be paid on the statement now' })
  outstandingMinor!: string;
  @ApiPropertyOptional({ type: String, example: 'SEPA 2027-01-05/17' }) reference?: string;
  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Once it is paid, or where it was said' })
  paidAt?: string;
  @ApiProperty({ type: String, example: 'user:owner' }) requestedBy!: string;
  @ApiProperty({ type: String, format: 'date-time' }) requestedAt!: string;
  @ApiPropertyOptional({ type: String, example: 'user:anna', description: 'Whose word was the last' })
  decidedBy?: string;
  @ApiPropertyOptional({ type: String, format: 'date-time' }) decidedAt?: string;
  @ApiPropertyOptional({ type: String }) decisionReason?: string;
  @ApiPropertyOptional({ type: AskedApprovalView }) approval?: AskedApprovalView;
}

export class PaymentPageView {
  @ApiProperty({ type: [PaymentView] }) items!: readonly PaymentView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export function paymentView(payment: PaymentRequest, statement: Statement, asked?: AskedApproval): PaymentView {
  const { id, state, currency, reference, requestedBy, requestedAt, decidedBy, decidedAt, decisionReason } = payment;
  const paidAt = payment.paidAt ?? (state === 'paid' ? decidedAt : null);
  return {
    ...{
      id,
      state,
      statementId: statement.id,
      beneficiary: statement.beneficiary,
      period: statement.month.slice(0, 7),
    },
    ...{ currency, amountMinor: String(payment.amountMinor), outstandingMinor: String(outstanding(statement)) },
    ...(reference !== null && { reference }),
    ...(paidAt && { paidAt: paidAt.toISOString() }),
    ...{ requestedBy, requestedAt: requestedAt.toISOString() },
    ...(decidedBy !== null && { decidedBy }),
    ...(decidedAt && { decidedAt: decidedAt.toISOString() }),
    ...(decisionReason !== null && { decisionReason }),
    ...(asked && { approval: approvalView(asked) }),
  };
}

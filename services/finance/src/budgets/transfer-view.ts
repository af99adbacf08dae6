import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { BudgetTransfer } from '@vividwalls/contracts';
import { approvalView, AskedApprovalView } from '../approvals/approval-view.js';
import type { AskedApproval } from '../approvals/asked-approval.js';
import type { Transfer, TransferState } from './transfer-rows.js';

export class TransferView implements BudgetTransfer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) fromBudgetId!: string;
  @ApiProperty({ format: 'uuid' }) toBudgetId!: string;
  @ApiProperty({ example: '100000' }) amountMinor!: string;
  @ApiProperty({ example: 'USD' }) unit!: string;
  @ApiProperty({ example: 'The fair was cancelled' }) reason!: string;
  @ApiProperty({
    enum: ['pending', 'done', 'rejected'],
    description: 'rejected: it was not done, for whatever reason; decisionReason says why',
  })
  state!: TransferState;
  @ApiProperty({ example: 'key:marketing' }) requestedBy!: string;
  @ApiProperty({ format: 'date-time' }) requestedAt!: string;
  @ApiPropertyOptional({
    example: 'user:owner',
    description: 'Whose word was the last; never who asked for what is done',
  })
  decidedBy?: string;
  @ApiPropertyOptional({ format: 'date-time' }) decidedAt?: string;
  @ApiPropertyOptional({ example: 'approved by user:owner: agreed with the gallery' }) decisionReason?: string;
  @ApiPropertyOptional({ type: AskedApprovalView }) approval?: AskedApprovalView;
}

export function transferView(transfer: Transfer, asked?: AskedApproval): TransferView {
  const { id, fromId, toId, amountMinor, unit, reason, state, requestedBy, requestedAt } = transfer;
  const { decidedBy, decidedAt, decisionReason } = transfer;
  return {
    ...{ id, fromBudgetId: fromId, toBudgetId: toId, amountMinor: amountMinor.toString(), unit, reason, state },
    ...{ requestedBy, requestedAt: requestedAt.toISOString() },
    ...(decidedBy !== null && { decidedBy }),
    ...(decidedAt !== null && { decidedAt: decidedAt.toISOString() }),
    ...(decisionReason !== null && { decisionReason }),
    ...(asked && { approval: approvalView(asked) }),
  };
}

export class TransferPageView {
  @ApiProperty({ type: [TransferView] }) items!: readonly TransferView[];
  @ApiPropertyOptional() nextCursor?: string;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FinanceApproval } from '@vividwalls/contracts';
import type { AskedApproval } from './asked-approval.js';

/** Leave that something of finance needs. It is decided in governance's inbox and nowhere else. */
export class AskedApprovalView implements FinanceApproval {
  @ApiProperty({
    enum: ['to_ask', 'waiting', 'withdrawing', 'used', 'ended'],
    description: 'to_ask: governance has not answered yet. used: leave was given, and used for this',
  })
  state!: AskedApproval['state'];
  @ApiProperty({ example: 'transfer:0199d2a4-6d5e-7c3b-9a4e-2f1b8c7d6e5f', description: "The question's key" })
  key!: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'GET /api/governance/approvals/ID' }) id?: string;
  @ApiPropertyOptional({ example: 'pending', description: "Governance's last word" }) verdict?: string;
  @ApiProperty({ example: 'waits for a person: Money moves between budgets with a second person' }) reason!: string;
  @ApiProperty({ type: [String], example: ['user:owner'] }) decidedBy!: readonly string[];
  @ApiPropertyOptional({ format: 'date-time', description: 'Until when people must have decided' }) expiresAt?: string;
  @ApiProperty({ enum: ['governance'], description: 'vw approvals, or /api/governance/approvals' })
  decidedIn!: 'governance';
}

export function approvalView(asked: AskedApproval): AskedApprovalView {
  const { state, key, approvalId, verdict, reason, decidedBy, expiresAt } = asked;
  return {
    ...{ state, key, ...(approvalId !== null && { id: approvalId }), ...(verdict !== null && { verdict }) },
    ...{ reason, decidedBy, ...(expiresAt && { expiresAt: expiresAt.toISOString() }), decidedIn: 'governance' },
  };
}

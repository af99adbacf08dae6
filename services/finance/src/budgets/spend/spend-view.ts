import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Spend as SpendTold, SpendDecision, SpendVerdict } from '@vividwalls/contracts';
import { approvalView, AskedApprovalView } from '../../approvals/approval-view.js';
import type { AskedApproval } from '../../approvals/asked-approval.js';
import { nameUnit } from '../budget-unit.js';
import { SPEND_STATES, type Spend, type SpendState } from './spend.js';

export class SpendDecisionView implements SpendDecision {
  @ApiProperty({
    enum: ['authorised', 'refused', 'approval_required'],
    description: 'Only authorised is leave to spend',
  })
  decision!: SpendVerdict;
  @ApiProperty({ example: 'within budget' }) reason!: string;
  @ApiProperty({ example: 'ad-2026-11-24-07' }) key!: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'The most specific budget that holds for it' }) budgetId?: string;
  @ApiPropertyOptional({ example: '525000', description: 'What the tightest of its budgets had left' })
  remainingMinor?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'What is not committed by then may not be spent any more' })
  expiresAt?: string;
}

export class SpendView implements SpendTold {
  @ApiProperty({ example: 'ad-2026-11-24-07' }) key!: string;
  @ApiProperty({ enum: SPEND_STATES }) state!: SpendState;
  @ApiProperty({ example: 'within budget' }) reason!: string;
  @ApiProperty({ example: 'agent:facebook', description: 'Who spends' }) actor!: string;
  @ApiPropertyOptional({ example: 'facebook' }) agentId?: string;
  @ApiProperty({ example: 'marketing' }) department!: string;
  @ApiProperty({ example: 'advertising' }) category!: string;
  @ApiProperty({ example: 'Autumn campaign, second flight' }) purpose!: string;
  @ApiProperty({ example: '12000' }) amountMinor!: string;
  @ApiProperty({ example: '500' }) allowanceMinor!: string;
  @ApiPropertyOptional({ example: '11850', description: 'Once it is committed' }) actualMinor?: string;
  @ApiProperty({ example: 'USD' }) unit!: string;
  @ApiPropertyOptional({ example: 'USD' }) currency?: string;
  @ApiProperty({ type: [String], description: 'The budgets it counts against, the most specific first' })
  budgetIds!: readonly string[];
  @ApiPropertyOptional({ format: 'date-time' }) expiresAt?: string;
  @ApiProperty({ format: 'date-time' }) decidedAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) settledAt?: string;
  @ApiPropertyOptional({ type: AskedApprovalView, description: 'Where it went beyond a soft limit' })
  approval?: AskedApprovalView;
}

export function spendView(spend: Spend, asked?: AskedApproval): SpendView {
  const { key, state, reason, actor, agentId, department, category, purpose, budgetIds } = spend;
  return {
    ...{ key, state, reason, actor, ...(agentId !== null && { agentId }), department, category, purpose },
    ...{ amountMinor: spend.amountMinor.toString(), allowanceMinor: spend.allowanceMinor.toString() },
    ...(spend.actualMinor !== null && { actualMinor: spend.actualMinor.toString() }),
    ...{ ...nameUnit(spend.unit), budgetIds },
    ...(spend.expiresAt && { expiresAt: spend.expiresAt.toISOString() }),
    decidedAt: spend.decidedAt.toISOString(),
    ...(spend.settledAt && { settledAt: spend.settledAt.toISOString() }),
    ...(asked && { approval: approvalView(asked) }),
  };
}

export class SpendPageView {
  @ApiProperty({ type: [SpendView] }) items!: readonly SpendView[];
  @ApiPropertyOptional() nextCursor?: string;
}

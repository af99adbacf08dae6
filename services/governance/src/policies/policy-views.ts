import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ACT_NAMES, type ActName } from '@vividwalls/contracts';
import type { ChangedRuling } from './dry-run.js';
import type { ExplainedPolicy } from './explain-act.js';
import { POLICY_EFFECTS, POLICY_STATES, type PolicyEffect, type PolicyState, type StoredPolicy } from './policy.js';
import type { HoldingPolicy, Ruling } from './rule-on-act.js';

const ANSWERS = ['free', 'pending', 'denied'] as const;

export class PolicyView {
  @ApiProperty({ type: String, example: 'discount-beyond-20' }) id!: string;
  @ApiProperty({ enum: ACT_NAMES }) act!: ActName;
  @ApiProperty({ type: String, example: 'A discount of more than 20 % needs a yes' }) name!: string;
  @ApiProperty({ type: String, example: 'percent > 20' }) when!: string;
  @ApiProperty({ enum: POLICY_EFFECTS }) effect!: PolicyEffect;
  @ApiProperty({ type: [String], example: ['user:owner'] }) approvers!: string[];
  @ApiProperty({ type: Number, example: 1 }) votes!: number;
  @ApiProperty({ type: Number, example: 86_400 }) expiresInS!: number;
  @ApiProperty({ type: Number, example: 604_800 }) useWithinS!: number;
  @ApiProperty({ type: String }) source!: string;
  @ApiProperty({ enum: POLICY_STATES, description: 'Of the newest version' }) state!: PolicyState;
  @ApiProperty({ type: Number, example: 2 }) version!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'The version that decides at present' })
  liveVersion!: number | null;
  @ApiProperty({ type: String, description: 'What this version changed' }) change!: string;
  @ApiProperty({ type: String, format: 'date-time' }) updatedAt!: string;
  @ApiProperty({ type: String, example: 'user:owner' }) updatedBy!: string;
}

export class PolicyPageView {
  @ApiProperty({ type: [PolicyView] }) items!: PolicyView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export const policyView = (policy: StoredPolicy): PolicyView => ({
  ...policy,
  ...{ approvers: [...policy.approvers], updatedAt: policy.updatedAt.toISOString() },
});

/** A policy that holds, in words. */
export class HoldingPolicyView implements HoldingPolicy {
  @ApiProperty({ type: String, example: 'discount-beyond-20' }) id!: string;
  @ApiProperty({ type: Number, nullable: true, example: 1, description: 'Null: the built-in one' })
  version!: number | null;
  @ApiProperty({ type: String, example: 'A discount of more than 20 % needs a yes' }) name!: string;
  @ApiProperty({ enum: POLICY_EFFECTS }) effect!: PolicyEffect;
  @ApiProperty({ enum: ['holds', 'unknown'], description: 'What is not known counts as if it held' })
  outcome!: 'holds' | 'unknown';
  @ApiProperty({ type: String, example: 'percent > 20 (percent is 25)' }) why!: string;
  @ApiProperty({ type: String }) source!: string;
}

export class ExplainedPartView {
  @ApiProperty({ type: String, example: 'percent > 20' }) source!: string;
  @ApiProperty({ type: String, example: 'true' }) came!: string;
}

export class ExplainedPolicyView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ enum: POLICY_EFFECTS }) effect!: PolicyEffect;
  @ApiProperty({ enum: ['holds', 'does not hold', 'unknown'] }) outcome!: ExplainedPolicy['outcome'];
  @ApiProperty({ type: [ExplainedPartView] }) parts!: ExplainedPartView[];
}

/** What would be answered, and why. */
export class PolicyTestView {
  @ApiProperty({ enum: ANSWERS }) answer!: Ruling['answer'];
  @ApiProperty({ type: Number, example: 1 }) votes!: number;
  @ApiProperty({ type: Number, example: 86_400 }) expiresInS!: number;
  @ApiProperty({ type: Number, example: 604_800 }) useWithinS!: number;
  @ApiProperty({ type: [String] }) approvers!: string[];
  @ApiProperty({ type: [HoldingPolicyView], description: 'Those that hold' }) policies!: HoldingPolicyView[];
  @ApiProperty({ type: [ExplainedPolicyView], description: 'All of the act, part by part' })
  explained!: ExplainedPolicyView[];
}

export function policyTestView(ruling: Ruling, explained: readonly ExplainedPolicy[]): PolicyTestView {
  return {
    ...{ ...ruling, approvers: [...ruling.approvers], policies: [...ruling.policies] },
    explained: explained.map(({ policy: { id, version, name, effect }, outcome, parts }) => ({
      ...{ id, version, name, effect, outcome, parts: [...parts] },
    })),
  };
}

export class ChangedRulingView implements ChangedRuling {
  @ApiProperty({ type: String }) approvalId!: string;
  @ApiProperty({ type: String, example: '1001' }) subject!: string;
  @ApiProperty({ type: String, format: 'date-time' }) askedAt!: string;
  @ApiProperty({ enum: ANSWERS }) was!: Ruling['answer'];
  @ApiProperty({ enum: ANSWERS }) would!: Ruling['answer'];
  @ApiProperty({ type: String, example: 'free becomes pending' }) change!: string;
}

export class PolicyDryRunView {
  @ApiProperty({ type: String }) policyId!: string;
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ enum: ACT_NAMES }) act!: ActName;
  @ApiProperty({ type: Number, description: 'Past acts that were looked at, newest first' }) acts!: number;
  @ApiProperty({ type: Number, description: 'Of which it holds' }) holds!: number;
  @ApiProperty({ type: Number, description: 'Of which that is not known; they count as if it held' }) unknown!: number;
  @ApiProperty({ type: Number, description: 'That would be answered otherwise than now' }) changed!: number;
  @ApiProperty({ type: [ChangedRulingView] }) samples!: ChangedRulingView[];
}

export class FactView {
  @ApiProperty({ type: String, example: 'percent' }) name!: string;
  @ApiProperty({ type: String, example: 'number', description: '`money` is an int of minor units in a rule' })
  type!: string;
  @ApiProperty({ type: String, example: 'Percent off' }) title!: string;
}

/** An act of the catalogue. */
export class ActView {
  @ApiProperty({ enum: ACT_NAMES }) name!: ActName;
  @ApiProperty({ type: String, example: 'Grant one customer a discount' }) title!: string;
  @ApiProperty({ type: Boolean, description: 'Two people decide then, unless GOVERNANCE_FOUR_EYES is off' })
  moneyLeaves!: boolean;
  @ApiProperty({ enum: ['internal', 'financial', 'personal'] }) dataClass!: string;
  @ApiProperty({ type: [FactView] }) facts!: FactView[];
}

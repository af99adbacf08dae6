import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ACT_NAMES, actOf, APPROVAL_VERDICTS, type ActName, type ApprovalAnswer } from '@vividwalls/contracts';
import { HoldingPolicyView } from '../../policies/policy-views.js';
import { VOTES, type Approval, type ApprovalContents, type TimelineLine, type Vote } from '../approval.js';
import { APPROVAL_STATES, type ApprovalState } from '../approval-machine.js';
import { amountOf, type ActAmount } from '../inbox/amount-of.js';
import type { Change, Changes } from '../inbox/changes-between.js';
import type { InboxCount } from '../inbox/inbox-rows.js';
import { whyMayNotDecide } from '../may-decide.js';
import { RESUME_STATES, type Resume, type ResumeState } from '../resume/resume-rows.js';

const at = (description?: string) =>
  ApiProperty({ type: String, format: 'date-time', ...(description !== undefined && { description }) });
const atOrNull = (description: string) =>
  ApiProperty({ type: String, format: 'date-time', nullable: true, description });
const anyObject = { type: 'object', additionalProperties: true } as const;
const textOrNull = (description: string) => ApiProperty({ type: String, nullable: true, description });

/** The money that an act is about. */
export class ActAmountView implements ActAmount {
  @ApiProperty({ type: String, example: '4500', description: 'Minor units' }) minor!: string;
  @textOrNull('ISO 4217; null when nobody said') currency!: string | null;
  @ApiProperty({ type: String, example: 'What is given back' }) of!: string;
}

export class ApprovalView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, example: 'refund:1001' }) key!: string;
  @ApiProperty({ enum: ACT_NAMES, example: 'order.refund' }) act!: ActName;
  @ApiProperty({ type: String, example: 'Give money back for an order' }) title!: string;
  @ApiProperty({ enum: ['internal', 'financial', 'personal'] }) dataClass!: string;
  @ApiProperty({ type: String, example: '1001', description: 'What it is done to' }) subject!: string;
  @ApiProperty({ type: ActAmountView, nullable: true, description: 'Null when the act has none, or nobody told it' })
  amount!: ActAmountView | null;
  @ApiProperty({ enum: APPROVAL_STATES }) state!: ApprovalState;
  @ApiProperty({ type: String, example: 'It came with a torn corner' }) why!: string;
  @textOrNull('What it costs to wait; null when nobody said') costOfWaiting!: string | null;
  @ApiProperty({ type: String, example: 'agent:refunds' }) asker!: string;
  @textOrNull('The task that waits for it') taskId!: string | null;
  @ApiProperty({ type: Boolean }) test!: boolean;
  @ApiProperty({ type: [HoldingPolicyView], description: 'Which policies want it, and by which figures' })
  policies!: HoldingPolicyView[];
  @ApiProperty({ type: Number, example: 2, description: 'Different people who must say yes' }) votesNeeded!: number;
  @ApiProperty({ type: Number, example: 1 }) votesGiven!: number;
  @ApiProperty({ type: [String], description: 'Everybody who may approve when empty' }) approvers!: string[];
  @ApiProperty({ type: [String], description: 'People it was handed to' }) delegates!: string[];
  @at() askedAt!: string;
  @at('When it must have been decided') expiresAt!: string;
  @ApiProperty({ type: String, description: 'Why it ended so; what it waits for while it waits' }) reason!: string;
  @atOrNull('When it was decided, or ended undecided') endedAt!: string | null;
  @ApiProperty({ type: [String], example: ['user:owner'], description: 'People; `system` for time, `policy`' })
  endedBy!: string[];
  @atOrNull('Until when a yes may be used') useBy!: string | null;
  @atOrNull('When the effect began') usedAt!: string | null;
  @textOrNull('The effect it was used for') usedFor!: string | null;
}

export class ApprovalPageView {
  @ApiProperty({ type: [ApprovalView] }) items!: ApprovalView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export function approvalView(approval: Approval): ApprovalView {
  const { id, key, act, subject, state, why, costOfWaiting, asker, taskId, test, votesNeeded, votesGiven } = approval;
  const { title, dataClass } = actOf(act);
  const time = (instant: Date | null) => instant?.toISOString() ?? null;
  return {
    ...{
      id,
      key,
      act,
      title,
      dataClass,
      subject,
      amount: amountOf(act, approval.facts),
      state,
      why,
      costOfWaiting,
      asker,
      taskId,
      test,
    },
    ...{ policies: [...approval.policies], votesNeeded, votesGiven, approvers: [...approval.approvers] },
    ...{ delegates: [...approval.delegates], askedAt: approval.askedAt.toISOString() },
    ...{ expiresAt: approval.expiresAt.toISOString(), reason: approval.reason, endedAt: time(approval.endedAt) },
    ...{ endedBy: [...approval.endedBy], useBy: time(approval.useBy), usedAt: time(approval.usedAt) },
    usedFor: approval.usedFor,
  };
}

export class ChangeView implements Change {
  @ApiProperty({ type: String, example: '/refundedMinor', description: 'JSON pointer' }) pointer!: string;
  @ApiProperty({ enum: ['added', 'removed', 'changed'] }) kind!: Change['kind'];
  @ApiPropertyOptional({ type: Object, example: '0', description: 'Absent when it is added' }) before?: unknown;
  @ApiPropertyOptional({ type: Object, example: '4500', description: 'Absent when it is removed' }) after?: unknown;
}

export class VoteView {
  @ApiProperty({ type: String, example: 'user:owner' }) by!: string;
  @ApiProperty({ enum: VOTES }) vote!: string;
  @ApiProperty({ type: String }) reason!: string;
  @at() at!: string;
}

export class ApprovalLineView {
  @ApiProperty({ type: Number, example: 1 }) seq!: number;
  @ApiProperty({ type: String, example: 'approve' }) kind!: string;
  @ApiProperty({ type: String, example: 'user:owner' }) actor!: string;
  @ApiProperty({ type: String }) note!: string;
  @at() at!: string;
}

/** A workflow that waits to be told. Its address is a key to it, and is not shown. */
export class ResumeView {
  @ApiProperty({ enum: RESUME_STATES }) state!: ResumeState;
  @ApiProperty({ type: String, example: 'n8n.example.com' }) host!: string;
  @ApiProperty({ type: Number }) attempts!: number;
  @atOrNull('When it is tried next') dueAt!: string | null;
  @textOrNull('Why the last try failed') lastError!: string | null;
  @atOrNull('When it was told, or given up') endedAt!: string | null;
}

/** Everything that somebody who decides looks at, and whether they may. */
export class ApprovalDetailView extends ApprovalView {
  @ApiProperty({ type: Boolean, description: 'Whether who asks for this page may decide it' }) mayDecide!: boolean;
  @textOrNull('Why they may not; null when they may, or nobody can any more') whyNot!: string | null;
  @textOrNull('The story it belongs to: /api/audit/events?correlationId=') correlationId!: string | null;
  @ApiProperty({ type: Number, example: 604_800, description: 'How long a yes may be used, seconds' })
  useWithinS!: number;
  @ApiProperty({ type: String, description: 'SHA-256 of act, subject and what would be done' }) digest!: string;
  @ApiProperty({ ...anyObject, example: { amountMinor: '4500' } }) facts!: Readonly<Record<string, unknown>>;
  @ApiProperty({ ...anyObject, description: 'What would be done' }) does!: object;
  @ApiProperty({ ...anyObject, nullable: true, description: 'What is there now; null when nobody said' })
  before!: object | null;
  @ApiProperty({ ...anyObject, nullable: true, description: 'What would be there; null when nobody said' })
  after!: object | null;
  @ApiProperty({ type: [ChangeView], nullable: true, description: 'Null when before or after is not known' })
  changes!: ChangeView[] | null;
  @ApiProperty({ type: Number, description: 'Changes beyond those shown' }) moreChanges!: number;
  @ApiProperty({ type: [VoteView] }) votes!: VoteView[];
  @ApiProperty({ type: [ApprovalLineView] }) timeline!: ApprovalLineView[];
  @textOrNull('Key of the question that it is asked instead of') replaces!: string | null;
  @textOrNull('Id of the question that was asked instead of it') replacedBy!: string | null;
  @ApiProperty({ type: ResumeView, nullable: true, description: 'Null when no workflow waits' })
  resume!: ResumeView | null;
}

export interface ApprovalDetails extends ApprovalContents {
  readonly approval: Approval;
  readonly changes: Changes | null;
  readonly votes: readonly Vote[];
  readonly timeline: readonly TimelineLine[];
  readonly replacedBy: string | null;
  readonly resume: Resume | undefined;
}

/** @param actor who looks at it */
export function approvalDetailView(details: ApprovalDetails, actor: string): ApprovalDetailView {
  const { approval, does, before, after, changes, votes, timeline, replacedBy, resume } = details;
  const { digest, facts, replaces, correlationId, useWithinS } = approval;
  const yes = votes.filter(({ vote }) => vote === 'approve').map(({ by }) => by);
  const theirs = approval.state === 'pending' ? whyMayNotDecide(approval, actor, yes) : undefined;
  return {
    ...approvalView(approval),
    ...{ mayDecide: approval.state === 'pending' && !theirs, whyNot: theirs?.detail ?? null },
    ...{ correlationId, useWithinS, digest, facts, does, before, after, replaces, replacedBy },
    ...{ changes: changes && [...changes.changes], moreChanges: changes?.more ?? 0 },
    votes: votes.map((vote) => ({ ...vote, at: vote.at.toISOString() })),
    timeline: timeline.map((line) => ({ ...line, at: line.at.toISOString() })),
    resume: resume ? resumeView(resume) : null,
  };
}

const resumeView = ({ state, url, attempts, dueAt, lastError, endedAt }: Resume): ResumeView => ({
  ...{ state, host: new URL(url).host, attempts, dueAt: dueAt?.toISOString() ?? null, lastError },
  endedAt: endedAt?.toISOString() ?? null,
});

export class InboxCountView implements InboxCount {
  @ApiProperty({ enum: ACT_NAMES }) act!: ActName;
  @ApiProperty({ type: Number }) waiting!: number;
  @ApiProperty({ type: Number, description: 'Of which you may decide' }) yours!: number;
  @ApiProperty({ type: Number, description: 'Of which expire within an hour' }) soon!: number;
}

export class InboxCountsView {
  @ApiProperty({ type: Number }) waiting!: number;
  @ApiProperty({ type: Number }) yours!: number;
  @ApiProperty({ type: Number }) soon!: number;
  @ApiProperty({ type: [InboxCountView] }) byAct!: InboxCountView[];
}

export function inboxCountsView(counts: readonly InboxCount[]): InboxCountsView {
  const sum = (of: 'waiting' | 'yours' | 'soon') => counts.reduce((all, count) => all + count[of], 0);
  return { waiting: sum('waiting'), yours: sum('yours'), soon: sum('soon'), byAct: [...counts] };
}

/** The answer to a question. Only `free` and `approved` are leave to act. */
export class ApprovalAnswerView implements ApprovalAnswer {
  @ApiProperty({ enum: APPROVAL_VERDICTS, example: 'pending' }) verdict!: ApprovalAnswer['verdict'];
  @ApiProperty({ type: String, example: 'refund:1001' }) key!: string;
  @ApiProperty({ type: String, example: 'waits for 2 people: Every refund needs two people' }) reason!: string;
  @ApiPropertyOptional({ type: String, format: 'uuid' }) approvalId?: string;
  @ApiPropertyOptional({ type: String, description: 'SHA-256 of the act that the answer is for' }) digest?: string;
  @ApiPropertyOptional({ type: String, format: 'date-time' }) expiresAt?: string;
  @ApiPropertyOptional({ type: String, format: 'date-time' }) useBy?: string;
  @ApiPropertyOptional({ type: [String] }) decidedBy?: readonly string[];
}

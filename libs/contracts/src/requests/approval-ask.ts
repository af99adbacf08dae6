import { defineRequest } from '@vividwalls/messaging';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, Length, Matches } from 'class-validator';
import { ACT_NAMES, type ActName } from '../approvals/acts.js';
import { faultsOfFacts, type ActFacts } from '../approvals/facts.js';
import { isBoundedJson, PART_BYTES_MAX } from './approval-rules.js';
import { faultsByClass } from './faults-by-class.js';
import { KEY, ONE_LINE } from './spend-rules.js';

const A_KEY = { message: 'must be 1 to 200 visible ASCII characters' };
const ONE = { message: 'must be one line' };

/** May this be done? */
export class ApprovalQuestion {
  /** The question's identity, chosen by whoever asks: asked twice under one key is asked once. */
  @Matches(KEY, A_KEY)
  readonly key!: string;

  @IsIn(ACT_NAMES)
  readonly act!: ActName;

  /** What policies decide by: facts of the act's catalogue entry. What is left out is not known. */
  @IsObject()
  readonly facts!: ActFacts;

  /** What it is done to: an order, a customer, a budget. */
  @IsString()
  @Length(1, 200)
  @Matches(ONE_LINE, ONE)
  readonly subject!: string;

  /** What would be done, with every figure that matters; the digest is made of it. Amounts are text. */
  @IsObject()
  readonly does!: object;

  /** What is there now, for whoever decides. */
  @IsOptional()
  @IsObject()
  readonly before?: object;

  /** What would be there afterwards. */
  @IsOptional()
  @IsObject()
  readonly after?: object;

  /** Why it should be done, in words. */
  @IsString()
  @Length(1, 1_000)
  readonly why!: string;

  /** What it costs to wait, in words; unknown when left out. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  readonly costOfWaiting?: string;

  /** Who asks: `agent:refund-agent`, `user:owner`. Nobody votes on what they asked for. */
  @IsString()
  @Length(1, 128)
  @Matches(ONE_LINE, ONE)
  readonly asker!: string;

  /** The task that waits for it: its end withdraws the question. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  readonly taskId?: string;

  /** The key of an earlier question to which the answer was to ask for something else. */
  @IsOptional()
  @Matches(KEY, A_KEY)
  readonly replaces?: string;

  /** Called once it is decided: the resume URL of a wait node of n8n. Its host must be allowed. */
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  readonly resumeUrl?: string;

  /** The first cause, for the trail. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  readonly correlationId?: string;

  /** True for a test order's act: it is decided like any other, and told as a test. */
  @IsOptional()
  @IsBoolean()
  readonly test?: boolean;
}

/** States in which an approval stands. */
export const APPROVAL_STATES = [
  'free',
  'denied',
  'pending',
  'approved',
  'used',
  'rejected',
  'changes_asked',
  'expired',
  'withdrawn',
  'lapsed',
] as const;

/**
 * What governance says. `free` and `approved` alone are leave to act, and only for the act whose digest the answer names.
 *
 * - `free`: no policy wants a person. `pending`: a person must decide.
 * - `approved`, `rejected`, `changes_asked`, `expired`, `withdrawn`, `lapsed` (not used in time), `used`: what became of it.
 * - `denied`: a policy denies it. `changed`: the key was asked with something else before; ask under another key.
 * - `refused`: it can't be asked so, the reason says why. `unknown`: nothing was asked under this key.
 * - `unanswered`: governance could not be asked; ask again under the same key.
 */
export const APPROVAL_VERDICTS = [...APPROVAL_STATES, 'changed', 'refused', 'unknown', 'unanswered'] as const;
export type ApprovalVerdict = (typeof APPROVAL_VERDICTS)[number];

export interface ApprovalAnswer {
  readonly verdict: ApprovalVerdict;
  readonly key: string;
  /** In words, for whoever asked and for the record. */
  readonly reason: string;
  readonly approvalId?: string;
  /** Of the act that was asked under this key. */
  readonly digest?: string;
  /** When a person must have decided, ISO 8601; there while it is pending. */
  readonly expiresAt?: string;
  /** Until when an approval may be used, ISO 8601. */
  readonly useBy?: string;
  /** Who decided: people, `system`, or `policy`. */
  readonly decidedBy?: readonly string[];
}

/** Whether an answer is leave to do exactly the act with this digest. Everything else is no. */
export function isLeaveFor(answer: ApprovalAnswer, digest: string): boolean {
  return (answer.verdict === 'free' || answer.verdict === 'approved') && answer.digest === digest;
}

/**
 * `governance/approval.ask`: may this be done? The same question under the same key has the same approval, so whoever gets no
 * answer asks again. Fails closed: name {@link approvalUnanswered} as the fallback.
 *
 *     const answer = await requests.ask(askApproval, question, { fallback: approvalUnanswered(question) });
 *     if (!isLeaveFor(answer, approvalDigest(question))) return;
 */
export const askApproval = defineRequest<ApprovalQuestion, ApprovalAnswer>({
  service: 'governance',
  name: 'approval.ask',
  deadlineMs: 2_000,
  faultsOf: faultsOfQuestion,
  faultsOfAnswer: faultsOfApprovalAnswer,
});

/** What holds when governance can't be asked: the act waits. */
export function approvalUnanswered({ key }: { readonly key: string }): ApprovalAnswer {
  return { verdict: 'unanswered', key, reason: 'governance could not be asked; ask again under the same key' };
}

const byRules = faultsByClass(ApprovalQuestion);

function faultsOfQuestion(value: unknown): string[] {
  const faults = byRules(value);
  if (faults.length > 0) return faults;
  const { act, facts, does, before, after } = value as ApprovalQuestion;
  const parts = Object.entries({ does, before, after }).filter(
    ([, part]) => part !== undefined && !isBoundedJson(part),
  );
  return [
    ...faultsOfFacts(act, facts),
    ...parts.map(([name]) => `/${name} must be JSON of at most ${PART_BYTES_MAX} bytes`),
  ];
}

/** A yes that nobody can understand is none. */
export function faultsOfApprovalAnswer(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return ['/ must be an object'];
  const { verdict, key, digest } = value as Partial<Record<keyof ApprovalAnswer, unknown>>;
  const isLeave = verdict === 'free' || verdict === 'approved';
  return [
    ...((APPROVAL_VERDICTS as readonly unknown[]).includes(verdict) ? [] : ['/verdict must be one of those agreed']),
    ...(typeof key === 'string' ? [] : ['/key must be text']),
    ...(!isLeave || (typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest)) ? [] : ['/digest must be there']),
  ];
}

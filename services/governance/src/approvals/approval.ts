import type { ActFacts, ActName } from '@vividwalls/contracts';
import type { HoldingPolicy } from '../policies/rule-on-act.js';
import type { ApprovalState } from './approval-machine.js';

/** One question that waits for people, or waited: what was asked, under which terms, and what became of it. */
export interface Approval {
  readonly id: string;
  readonly key: string;

  readonly act: ActName;
  readonly subject: string;
  readonly digest: string;
  readonly facts: ActFacts;
  readonly why: string;
  readonly costOfWaiting: string | null;
  readonly asker: string;
  readonly taskId: string | null;
  readonly replaces: string | null;
  readonly correlationId: string | null;
  readonly test: boolean;
  readonly askedAt: Date;

  readonly policies: readonly HoldingPolicy[];
  readonly votesNeeded: number;
  /** Everybody who may approve when empty. */
  readonly approvers: readonly string[];
  readonly expiresAt: Date;
  readonly useWithinS: number;

  readonly state: ApprovalState;
  readonly votesGiven: number;
  readonly delegates: readonly string[];
  /** Of its end; while it waits, what it waits for. */
  readonly reason: string;
  readonly useBy: Date | null;
  readonly endedAt: Date | null;
  readonly endedBy: readonly string[];
  readonly usedFor: string | null;
  readonly usedAt: Date | null;
  /** How many lines its trail has. */
  readonly version: number;
}

/** What people compare; read where one approval is looked at. */
export interface ApprovalContents {
  readonly does: object;
  readonly before: object | null;
  readonly after: object | null;
}

export const VOTES = ['approve', 'reject', 'ask_changes'] as const;
export type VoteKind = (typeof VOTES)[number];

export interface Vote {
  readonly by: string;
  readonly vote: VoteKind;
  readonly reason: string;
  readonly at: Date;
}

export interface TimelineLine {
  readonly seq: number;
  readonly kind: string;
  readonly actor: string;
  readonly note: string;
  readonly at: Date;
}

/** Who decides where no person does. */
export const BY_TIME = 'system';
export const BY_POLICY = 'policy';

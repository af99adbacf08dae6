import type { ActName } from '@vividwalls/contracts';

/** Drafts decide nothing, live policies do, retired ones no longer. */
export const POLICY_STATES = ['draft', 'live', 'retired'] as const;
export type PolicyState = (typeof POLICY_STATES)[number];

/** `ask`: a person must decide. `deny`: it is not done, whoever would allow it. */
export const POLICY_EFFECTS = ['ask', 'deny'] as const;
export type PolicyEffect = (typeof POLICY_EFFECTS)[number];

/** What of a policy people write. */
export interface PolicyText {
  readonly name: string;
  /** When it holds: CEL over the facts of its act. */
  readonly when: string;
  readonly effect: PolicyEffect;
  /** Who may decide, `user:anna`; everybody who may approve when empty. */
  readonly approvers: readonly string[];
  /** Different people who must say yes. */
  readonly votes: number;
  /** How long it waits for them, seconds; then the answer is no. */
  readonly expiresInS: number;
  /** How long a yes may be used, seconds. */
  readonly useWithinS: number;
  /** Where it was read, or who thought of it. */
  readonly source: string;
}

/** A policy as it decides: one version of it. */
export interface Policy extends PolicyText {
  readonly id: string;
  readonly act: ActName;
  readonly version: number;
}

/** A policy in one of its versions, with where it stands. */
export interface StoredPolicy extends Policy {
  /** Of its newest version. */
  readonly state: PolicyState;
  /** The version that decides at present; null when none does. */
  readonly liveVersion: number | null;
  /** What this version changed, in words. */
  readonly change: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** A question waits a day for a person unless a policy says otherwise. */
export const EXPIRES_IN_S = 86_400;

/** A yes older than a week was given to another situation. */
export const USE_WITHIN_S = 7 * 86_400;

/** Nothing waits longer than that: nobody remembers what was asked. */
export const WAIT_MAX_S = 30 * 86_400;

export const VOTES_MAX = 5;
export const APPROVERS_MAX = 50;

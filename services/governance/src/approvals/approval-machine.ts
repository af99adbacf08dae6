import { APPROVAL_STATES } from '@vividwalls/contracts';

/**
 * States of an approval.
 *
 *     (asked) ──► free ──────► used         no policy wants a person
 *             ──► denied                    a policy denies it
 *             ──► pending ──► approved ──► used      the effect began; a second use is refused
 *                    │            └──────► lapsed    not used within its time
 *                    ├──► rejected
 *                    ├──► changes_asked     whoever asks may ask anew, under another key
 *                    ├──► expired           nobody decided in time
 *                    └──► withdrawn         whoever asked is gone
 *
 * A vote that is not the last, a delegation and a comment leave it pending. What has ended stays as it ended.
 */
export { APPROVAL_STATES };
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export const APPROVAL_MOVES = [
  'vote',
  'approve',
  'reject',
  'ask_changes',
  'delegate',
  'comment',
  'expire',
  'withdraw',
  'use',
  'lapse',
] as const;
/** `vote` is a yes after which more are needed, `approve` the last one. */
export type ApprovalMove = (typeof APPROVAL_MOVES)[number];

const NEXT: Partial<Record<ApprovalState, Partial<Record<ApprovalMove, ApprovalState>>>> = {
  pending: {
    vote: 'pending',
    approve: 'approved',
    reject: 'rejected',
    ask_changes: 'changes_asked',
    delegate: 'pending',
    comment: 'pending',
    expire: 'expired',
    withdraw: 'withdrawn',
  },
  approved: { use: 'used', lapse: 'lapsed' },
  free: { use: 'used' },
};

/** Where a move leads; undefined when there is no such move from here. */
export const stateAfter = (state: ApprovalState, move: ApprovalMove): ApprovalState | undefined => NEXT[state]?.[move];

/** What a state is called in a sentence: `it was approved`. */
export const WAS: Readonly<Record<ApprovalState, string>> = {
  ...{ free: 'is free', denied: 'was denied', pending: 'waits', approved: 'was approved', used: 'was used' },
  ...{ rejected: 'was rejected', changes_asked: 'was sent back to be changed', expired: 'expired undecided' },
  ...{ withdrawn: 'was withdrawn', lapsed: 'was approved and not used in time' },
};

import type { components } from '../../api/openapi';
import type { Tone } from '../../ui/badge';
import type { ListedState } from './inbox-search';

export type ApprovalState = components['schemas']['ApprovalView']['state'];

interface StateWords {
  readonly label: string;
  readonly tone: Tone;
}

/** What an approval's state is called. */
export const STATES: Readonly<Record<ApprovalState, StateWords>> = {
  pending: { label: 'Waiting', tone: 'info' },
  approved: { label: 'Approved', tone: 'good' },
  used: { label: 'Approved and done', tone: 'good' },
  rejected: { label: 'Rejected', tone: 'bad' },
  changes_asked: { label: 'Changes asked', tone: 'warn' },
  expired: { label: 'Expired', tone: 'warn' },
  withdrawn: { label: 'Withdrawn', tone: 'none' },
  lapsed: { label: 'Approved, not used in time', tone: 'warn' },
  denied: { label: 'Denied by a policy', tone: 'bad' },
  free: { label: 'Free: no person needed', tone: 'none' },
};

export const stateLabel = (state: ListedState): string => (state === 'any' ? 'All states' : STATES[state].label);

/** What a line of a trail says was done. */
export const TRAIL_KINDS: Readonly<Record<string, string>> = {
  ...{ ask: 'asked', vote: 'approved; more people are needed', approve: 'approved', reject: 'rejected' },
  ...{ ask_changes: 'asked for changes', delegate: 'delegated', comment: 'commented', expire: 'let it expire' },
  ...{ withdraw: 'withdrew it', use: 'began what was approved', lapse: 'did not use the approval in time' },
};

import { BY_TIME, type Approval } from '../approval.js';
import type { Step } from '../approval-book.js';

const HOUR_S = 3_600;

/** Nobody decided in time: that is a decision too, and the answer is no. */
export function expiry(approval: Approval): Step {
  const { askedAt, expiresAt, votesGiven, votesNeeded } = approval;
  const within = duration((expiresAt.getTime() - askedAt.getTime()) / 1_000);
  const reason =
    votesGiven === 0 ? `nobody decided within ${within}` : `${votesGiven} of ${votesNeeded} within ${within}`;
  return { approval, move: 'expire', actor: BY_TIME, reason };
}

/** A yes that was not used in time was given to another situation. */
export function lapse(approval: Approval): Step {
  return { approval, move: 'lapse', actor: BY_TIME, reason: `not used within ${duration(approval.useWithinS)}` };
}

/** Whether it should have been decided by now. */
export const isOverdue = ({ state, expiresAt }: Approval, now: Date): boolean =>
  state === 'pending' && expiresAt <= now;

function duration(seconds: number): string {
  if (seconds % HOUR_S === 0) return `${seconds / HOUR_S} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.round(seconds)} s`;
}

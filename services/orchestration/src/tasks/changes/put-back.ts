import { retryDelayMs } from '@vividwalls/messaging';
import type { RulingContext } from './rule-outcome.js';
import type { TaskChange } from './task-change.js';
import { NOTHING_NEXT, type Taken } from './taking.js';
import { FREE } from './unlease.js';

/** Who could not be asked is asked again after this, growing … */
const UNANSWERED_BASE_MS = 1_000;
/** … up to this. */
const UNANSWERED_MAX_MS = 30_000;

/** Assigned anew at once; what was held for who would have acted is released then, or asked about again. */
export function putBack(change: TaskChange, note: string): Taken {
  change.move('put_back', { note }, { ...FREE, runAfter: change.at });
  return NOTHING_NEXT;
}

/** Whoever could not be asked is asked again later: nothing was allowed, and nothing is known. */
export function unansweredBy(change: TaskChange, who: string, reason: string, { chance }: RulingContext): Taken {
  const age = change.at.getTime() - change.after.createdAt.getTime();
  // The longer it has waited, the longer until the next question: a service that comes back is not run over.
  const round = Math.max(1, Math.ceil(Math.log2(1 + age / UNANSWERED_BASE_MS)));
  const delayMs = retryDelayMs(round, UNANSWERED_BASE_MS, UNANSWERED_MAX_MS, chance);
  const runAfter = new Date(change.at.getTime() + delayMs);
  change.move('put_back', { note: `${who} did not answer: ${reason}` }, { ...FREE, runAfter });
  return NOTHING_NEXT;
}

import { actingOf } from './acting.js';
import { beginOrAsk } from './begin-work.js';
import { chooseWho, gone } from './choose-who.js';
import { DEATHS_MAX } from './retry-policy.js';
import { end, ruleFailure } from './rule-outcome.js';
import type { TaskChange } from './task-change.js';
import { NOTHING_NEXT, type Taken, type TakingContext } from './taking.js';

/** Takes a task out of the queue as far as is possible without asking anybody. Pure but for chance, which is passed in. */
export function takeTask(change: TaskChange, context: TakingContext): Taken {
  const { before, at } = change;
  change.set({ leaseOwner: context.lease.owner, leaseUntil: context.lease.until, leaseToken: before.leaseToken + 1 });
  if (before.leaseOwner !== null && !reclaim(change)) return NOTHING_NEXT;
  if (before.cancelRequested) {
    end(change, 'cancel', { code: 'cancelled', message: 'a person cancelled it' });
    return NOTHING_NEXT;
  }
  if (change.after.state === 'running') return goOn(change, context);
  if (before.dueAt !== null && before.dueAt <= at && before.stage !== 'person') {
    end(change, 'time_out', { code: 'deadline', message: `it was due at ${before.dueAt.toISOString()}` });
    return NOTHING_NEXT;
  }
  const who = chooseWho(change, context);
  return who ? beginOrAsk(change, who, context) : NOTHING_NEXT;
}

/** A lease ended without a word. @returns false when that happened too often */
function reclaim(change: TaskChange): boolean {
  const deaths = change.after.deaths + 1;
  change.set({ deaths });
  if (deaths >= DEATHS_MAX) {
    const message = `${deaths} runners died or fell silent while they had it`;
    end(change, 'fail', { code: 'killed_its_runner', message });
    return false;
  }
  change.move('reclaim', { note: `whoever had it fell silent (${change.before.leaseOwner!})` });
  return true;
}

function goOn(change: TaskChange, context: TakingContext): Taken {
  const acting = actingOf(change.after, context.roster);
  if (acting) return { kind: 'run', acting, shadow: null };
  ruleFailure(change, gone(change.after), context);
  return NOTHING_NEXT;
}

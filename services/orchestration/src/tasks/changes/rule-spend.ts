import type { SpendDecision } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';
import { taskWaiting } from '../told/task-events.js';
import { begin } from './begin-work.js';
import { putBack, unansweredBy } from './put-back.js';
import { end, type RulingContext } from './rule-outcome.js';
import { spendOf } from './settle-spend-of.js';
import type { TaskChange } from './task-change.js';
import type { Asked, Taken } from './taking.js';
import { FREE } from './unlease.js';

/** A soft limit waits for a person in finance, who is asked about again after a quarter of the task's age, from this … */
export const BUDGET_ASKED_AGAIN_MS = 30_000;
/** … to this. */
const BUDGET_ASKED_AGAIN_MAX_MS = 600_000;
/** What others hold is mostly given back soon: they are at work. */
const HOLDS_ASKED_AGAIN_MS = 5_000;

export type SpendAnswer =
  | {
      readonly kind: 'decided';
      readonly decision: SpendDecision;
      /** Of a refusal: the room is only held for others at this moment, and may be given back. */
      readonly passes?: boolean;
    }
  /** Finance could not be asked: nothing is spent, and nothing is known. */
  | { readonly kind: 'unanswered'; readonly reason: string }
  /** Whatever it says: by now somebody else would act, of whose budget finance was not asked. */
  | { readonly kind: 'overtaken' };

/** What becomes of a task by what finance says. Only a clear yes lets it begin. `stops`: its agent stands still from now on. */
export function ruleSpend(
  change: TaskChange,
  answer: SpendAnswer,
  asked: Asked,
  context: RulingContext,
): Taken & { readonly stops?: string } {
  if (answer.kind === 'overtaken') return putBack(change, 'its migration has moved since it was assigned');
  if (answer.kind === 'unanswered') return unansweredBy(change, 'finance', answer.reason, context);
  const { decision, reason, expiresAt } = answer.decision;
  if (decision === 'approval_required') return awaitBudget(change, reason, asked);
  if (decision === 'refused') return answer.passes === true ? waitForHolds(change, reason) : refuse(change, reason);
  const reservedMinor = asked.cost.amountMinor;
  const heldUntil = new Date(expiresAt!);
  change.move(
    'reserve',
    {
      note: `finance holds ${formatMinor(reservedMinor, change.after.currency!)} ${change.after.currency!} (${reason})`,
    },
    {
      ...{ spendState: 'reserved', spendUntil: heldUntil, reservedMinor },
    },
  );
  change.spend(spendOf(change.after, 'reserved', { ...asked.cost, heldUntil, reason }));
  return begin(change, asked.acting, asked.shadow);
}

function askedAgainAt({ at, after }: TaskChange, soonestMs: number): Date {
  const quarter = (at.getTime() - after.createdAt.getTime()) / 4;
  return new Date(at.getTime() + Math.min(Math.max(quarter, soonestMs), BUDGET_ASKED_AGAIN_MAX_MS));
}

function awaitBudget(change: TaskChange, reason: string, { hasWaited }: Asked): Taken {
  change.pass('await_budget', { ...FREE, runAfter: askedAgainAt(change, BUDGET_ASKED_AGAIN_MS) });
  if (!hasWaited) {
    const note = `beyond a soft limit: a person in finance must say yes (${reason})`;
    change.noted({ note }).tell(taskWaiting(change.after, 'budget', note));
  }
  return { kind: 'none' };
}

/** Others of its budget are at work and hold the room: what they leave of it is known when they end. Asked anew, under another key. */
function waitForHolds(change: TaskChange, reason: string): Taken {
  change.spend(spendOf(change.after, 'refused', { reason })).set({ spendState: 'settled' });
  const note = `what its budget has left is held for other work at this moment; asked again later (${reason})`;
  change.move('await_budget', { note }, { ...FREE, runAfter: askedAgainAt(change, HOLDS_ASKED_AGAIN_MS) });
  return { kind: 'none' };
}

/** No fallback: that would be a way around the limit. */
function refuse(change: TaskChange, reason: string): Taken & { readonly stops: string } {
  change.spend(spendOf(change.after, 'refused', { reason })).set({ spendState: 'settled' });
  end(change, 'fail', { code: 'over_budget', message: reason });
  return { kind: 'none', stops: reason };
}

import type { ApprovalQuestion } from '@vividwalls/contracts';
import { work } from '../changes/begin-work.js';
import { putBack, unansweredBy } from '../changes/put-back.js';
import { end, type RulingContext } from '../changes/rule-outcome.js';
import type { TaskChange } from '../changes/task-change.js';
import { NOTHING_NEXT, PERSON_ANSWERS_WITHIN_MS, type Guarded, type Taken } from '../changes/taking.js';
import { FREE } from '../changes/unlease.js';
import { taskWaiting } from '../told/task-events.js';
import type { Leave } from './ask-leave.js';
import { refusal } from './refusal.js';

/** Governance tells of an expiry itself; a task that has not heard of it this long after ends by its own clock. */
const HEARS_OF_EXPIRY_WITHIN_MS = 600_000;

/** What governance said; `overtaken`: whatever it said, somebody else would act by now, of whom it was not asked. */
export type LeaveAnswer = Leave | { readonly kind: 'overtaken' };

/** What becomes of a task by what governance says. Only leave that is given lets it begin. */
export function ruleLeave(change: TaskChange, answer: LeaveAnswer, guarded: Guarded, context: RulingContext): Taken {
  const { acting, shadow, question } = guarded;
  const ofParent = answer.kind === 'given' ? answer.key : undefined;
  change.set({ approvalKey: ofParent ?? question.key, approvalAsker: ofParent === undefined ? question.asker : null });
  switch (answer.kind) {
    case 'overtaken':
      return putBack(change, 'its migration has moved since it was assigned');
    case 'unanswered':
      return unansweredBy(change, 'governance', answer.reason, context);
    case 'waits':
      return waitForPeople(change, answer, question);
    case 'refused':
      // No fallback: that would be a way around the answer.
      end(change, 'fail', refusal(answer));
      return NOTHING_NEXT;
    case 'given':
      change.set({ approvedBy: answer.by.find(isPerson) ?? null });
      return work(change, acting, shadow);
  }
}

function waitForPeople(
  change: TaskChange,
  { until, approvalId, reason }: Extract<Leave, { kind: 'waits' }>,
  question: ApprovalQuestion,
) {
  const { at } = change;
  const waitsUntil =
    until === null
      ? new Date(at.getTime() + PERSON_ANSWERS_WITHIN_MS)
      : new Date(Math.max(until.getTime(), at.getTime()) + HEARS_OF_EXPIRY_WITHIN_MS);
  const facts = { approvalId, key: question.key, act: question.act };
  change.move('ask_approval', { note: reason, facts }, { ...FREE, waitsUntil, approvalId });
  change.tell(taskWaiting(change.after, 'approval', reason));
  return NOTHING_NEXT;
}

const isPerson = (actor: string): boolean => actor !== 'policy' && actor !== 'system';

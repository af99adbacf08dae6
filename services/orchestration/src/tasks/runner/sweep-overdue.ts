import { end, fallBack, ruleFailure, type RulingContext } from '../changes/rule-outcome.js';
import { TaskChange } from '../changes/task-change.js';
import { taskColumns, toTask } from '../record/task-columns.js';
import { taskWaiting } from '../told/task-events.js';
import type { EngineParts } from './engine-parts.js';

const BATCH = 200;

/** What waits for something that has not come in time, or should be done by now and lies in the queue. */
const OVERDUE = `SELECT ${taskColumns()} FROM tasks WHERE id IN (
    (SELECT id FROM tasks WHERE ended_at IS NULL AND waits_until IS NOT NULL AND NOT overdue_told AND waits_until <= $1
     ORDER BY waits_until LIMIT $2)
    UNION
    (SELECT id FROM tasks WHERE state IN ('queued', 'awaiting_approval') AND due_at IS NOT NULL AND due_at <= $1
     AND stage <> 'person' ORDER BY due_at LIMIT $2)
  ) AND lease_owner IS NULL ORDER BY id FOR UPDATE SKIP LOCKED`;

/** Brings on what has waited for too long: nothing waits for ever without somebody seeing it. @returns how many there were */
export async function sweepOverdue(parts: EngineParts): Promise<number> {
  const { work, clock, rosters, chance, changes, wakeUps } = parts;
  const count = await work.run(async (tx) => {
    const now = clock.now();
    const tasks = (await tx.query<Record<string, unknown>[]>(OVERDUE, [now, BATCH])).map(toTask);
    if (tasks.length === 0) return 0;
    const context = { roster: await rosters.current(tx), chance };
    const ruled = tasks
      .map((task) => ruleOverdue(new TaskChange(task, now), context))
      .filter((change) => change !== null);
    await changes.make(tx, ruled, now);
    return ruled.length;
  });
  if (count > 0) wakeUps.ring();
  return count;
}

/** What becomes of a task whose time has passed; null when nothing does. Pure but for chance, which is passed in. */
export function ruleOverdue(change: TaskChange, context: RulingContext): TaskChange | null {
  const { state, waitsFor, waitsUntil, dueAt } = change.before;
  const hasWaited = waitsUntil !== null && waitsUntil <= change.at;
  if (state === 'running') return hasWaited && waitsFor !== null ? ruleUnanswered(change, context) : null;
  if (dueAt !== null && dueAt <= change.at)
    return end(change, 'time_out', { code: 'deadline', message: `it was due at ${dueAt.toISOString()}` });
  if (!hasWaited) return null;
  if (state === 'awaiting_approval')
    return end(change, 'fail', { code: 'approval_expired', message: 'nobody said yes or no in time' });
  if (waitsFor !== 'clarification') return null;
  const next = { stage: 'person', agentId: change.before.agentId, personaId: null } as const;
  return fallBack(change, next, { code: 'no_clarification', message: 'nobody answered the questions' }, context);
}

function ruleUnanswered(change: TaskChange, context: RulingContext): TaskChange | null {
  const { waitsFor, waitsUntil, onTime } = change.before;
  if (waitsFor === 'person') {
    if (change.before.overdueTold) return null;
    const note = `a person should have done it by ${waitsUntil!.toISOString()}; it waits on`;
    return change.noted({ note }, { overdueTold: true }).tell(taskWaiting(change.after, 'person', `overdue: ${note}`));
  }
  // A playbook that waits for people looks itself what has become of its question.
  if (onTime === 'resume' || waitsFor === 'approval')
    return change.move(
      'resume',
      { note: 'the time it waited for has come' },
      {
        ...{ waitsUntil: null, runAfter: change.at, resumedBy: null },
      },
    );
  const code = waitsFor === 'task' ? 'child_too_late' : 'no_answer';
  const message = `nothing came until ${waitsUntil!.toISOString()}`;
  return ruleFailure(change, { kind: 'failed', code, message, retryable: true, cost: {} }, context);
}

import type { ExecutionRequest } from '../../executors/executor.js';
import type { Json } from '../../json.js';
import { PERSON_ANSWERS_WITHIN_MS } from '../changes/taking.js';
import type { Acting } from '../changes/acting.js';
import type { TaskRecord } from '../record/task-record.js';

/** One try of a task, as its executor sees it. */
export function executionRequest(
  task: TaskRecord,
  { agent, persona, capability }: Acting,
  doneSteps: ReadonlyMap<string, Json>,
  now: Date,
): ExecutionRequest {
  const { id, attempt, input, context, priority, mode, correlationId, traceparent, test, resumedBy } = task;
  return {
    ...{
      taskId: id,
      idempotencyKey: `${id}:${agent.id}`,
      attempt,
      agent,
      persona,
      capability,
      input,
      context,
      priority,
    },
    ...{ mode, correlationId, traceparent, test, doneSteps, resumedBy },
    deadline: deadlineOf(task, capability.timeoutMs, now),
    reservedMinor: task.spendState === 'reserved' ? task.reservedMinor : null,
    currency: task.currency,
  };
}

/** A person has until the task is due, or a day; everybody else as long as one run may take. */
function deadlineOf({ stage, dueAt }: TaskRecord, timeoutMs: number, now: Date): Date {
  if (stage === 'person')
    return dueAt !== null && dueAt > now ? dueAt : new Date(now.getTime() + PERSON_ANSWERS_WITHIN_MS);
  const over = new Date(now.getTime() + timeoutMs);
  return dueAt !== null && dueAt < over ? dueAt : over;
}

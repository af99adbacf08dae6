import { withoutContacts, TaskEnded, TaskFellBack, TaskQueued, TaskStarted, TaskWaiting } from '@vividwalls/events';
import type { EventEnvelope, NewEvent } from '@vividwalls/messaging';
import { routingOf, type TaskRecord } from '../record/task-record.js';
import type { FallbackStage, Task } from '../task.js';

const WORDS_MAX = 1_000;
const CODE_MAX = 64;

/** Executors, models and people write freely; addresses of customers don't leave this schema with it. */
const worded = (text: string): string => withoutContacts(text).slice(0, WORDS_MAX);

/** What every event of a task says of it. */
function told(task: TaskRecord) {
  return {
    ...{ taskId: task.id, capability: task.capability, about: task.subject, priority: task.priority, mode: task.mode },
    ...{ agentId: task.agentId, personaId: task.personaId, tries: task.tries, migrationId: task.migrationId },
  };
}

/** An event of a task: caused by what caused the task, in its trace. */
function eventOf<T extends object>(task: Task, event: NewEvent<T>['event'], data: T, actor: string): NewEvent {
  const { correlationId, causationId, traceparent } = task;
  // What caused the task is known by its id alone; that is all that an event takes of its cause here.
  const cause = { id: causationId, correlationid: correlationId } as EventEnvelope;
  return {
    ...{ event, subject: task.id, data, actor, cause, correlationid: correlationId, test: task.test },
    ...(traceparent !== null && { traceparent }),
  };
}

const actorOf = ({ agentId }: Task): string => (agentId === null ? 'system' : `agent:${agentId}`);

export function taskQueued(task: TaskRecord): NewEvent {
  const { key, requestedBy, parentId } = task;
  return eventOf(task, TaskQueued, { ...told(task), key, requestedBy, parentId }, requestedBy);
}

export function taskStarted(task: TaskRecord): NewEvent {
  const kept = routingOf(task);
  const why = [kept?.assignment, ...(kept?.reasons.map(({ text }) => text) ?? [])].filter(Boolean).join('; ');
  const confidence = kept?.confidence;
  return eventOf(
    task,
    TaskStarted,
    {
      ...{ ...told(task), actsAs: task.actsAs, why: worded(why) },
      ...(confidence !== undefined && { confidence: Math.min(1, Math.max(0, confidence)) }),
      ...(task.spendState === 'reserved' && {
        reservedMinor: task.reservedMinor!.toString(),
        currency: task.currency!,
      }),
    },
    actorOf(task),
  );
}

/** @param needs what is needed, in words */
export function taskWaiting(task: TaskRecord, waitsFor: TaskWaiting['waitsFor'], needs: string): NewEvent {
  const until = task.waitsUntil?.toISOString();
  const data = { ...told(task), waitsFor, needs: worded(needs), ...(until && { until }) };
  return eventOf(task, TaskWaiting, data, actorOf(task));
}

export function taskFellBack(from: TaskRecord, to: TaskRecord, stage: FallbackStage, reason: string): NewEvent {
  const data = { ...told(to), fromAgentId: from.agentId, fromPersonaId: from.personaId, stage };
  return eventOf(to, TaskFellBack, { ...data, reason: worded(reason) }, 'system');
}

export function taskEnded(task: TaskRecord): NewEvent {
  const { endedAt, createdAt, tryStartedAt, actualMinor, currency, tokens, error } = task;
  return eventOf(
    task,
    TaskEnded,
    {
      ...{ ...told(task), outcome: task.state, actsAs: task.actsAs, durationMs: sinceMs(createdAt, endedAt!) },
      ...(tryStartedAt && { runMs: sinceMs(tryStartedAt, endedAt!) }),
      ...(actualMinor !== null && { actualMinor: actualMinor.toString() }),
      ...(actualMinor !== null && currency !== null && { currency }),
      ...(tokens !== null && { tokens }),
      ...(error && { errorCode: error.code.slice(0, CODE_MAX), error: worded(error.message) }),
    },
    actorOf(task),
  );
}

/** Clocks of two machines may differ by a little: what took no time took none. */
const sinceMs = (from: Date, to: Date): number => Math.max(0, to.getTime() - from.getTime());

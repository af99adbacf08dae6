import { approvalDigest, type ApprovalQuestion } from '@vividwalls/contracts';
import { hash } from 'node:crypto';
import type { JsonObject } from '../../json.js';
import type { Acting } from '../changes/acting.js';
import type { TaskRecord } from '../record/task-record.js';
import type { TaskAct } from './act-of-task.js';

/** Beyond this an input, or a context, is named by its hash: nobody compares more by eye, and a question has its bounds. */
const INPUT_BYTES_MAX = 28_000;
const WHY_MAX = 1_000;
const SUBJECT_MAX = 200;

/** Characters of a digest that keep the keys of two questions of one task apart. */
const DIGEST_CHARACTERS = 16;

/** Keys of the questions that tasks ask, and no others, begin with this. */
export const TASK_KEY = 'task/';

/** The task that asked under a key; undefined when no task did. */
export function taskOfKey(key: string): string | undefined {
  return /^task\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//.exec(key)?.[1];
}

/** The key of a task's question: another act is another question, and the same act the same one, whoever asks again and when. */
export const questionKey = (taskId: string, digest: string, step?: string): string =>
  [`${TASK_KEY}${taskId}`, ...(step === undefined ? [] : [step]), digest.slice(0, DIGEST_CHARACTERS)].join('/');

/**
 * What a task does, as a decision is bound to it: the work, its input and context, and who does it. After a rollback somebody
 * else would: that is another act, and is asked anew.
 */
export function doneByTask(task: TaskRecord, { agent, persona, capability }: Acting): JsonObject {
  return {
    ...workOf(capability.name, task.input),
    context: bounded(task.context),
    agentId: agent.id,
    personaId: persona?.id ?? null,
  };
}

/** What a task does, whoever does it: what a parent's approval of a child is bound to. */
export const workOf = (capability: string, input: JsonObject): JsonObject => ({ capability, input: bounded(input) });

function bounded(part: object): JsonObject {
  const text = JSON.stringify(part);
  if (Buffer.byteLength(text) <= INPUT_BYTES_MAX) return part as JsonObject;
  return { sha256: hash('sha256', text, 'hex'), bytes: Buffer.byteLength(text) };
}

/** What governance is asked before a task begins. */
export function questionOfTask(task: TaskRecord, acting: Acting, { act, facts, why }: TaskAct): ApprovalQuestion {
  const { id, subject, dueAt, requestedBy, correlationId, test } = task;
  const asked = { act, subject: subject.slice(0, SUBJECT_MAX), does: doneByTask(task, acting) };
  return {
    ...asked,
    key: questionKey(id, approvalDigest(asked)),
    facts,
    why: `${why}: asked for by ${requestedBy}, done by ${acting.agent.name}`.slice(0, WHY_MAX),
    ...(dueAt && { costOfWaiting: `it is due at ${dueAt.toISOString()}, and times out then` }),
    ...{ asker: askerOf(task, acting.agent.id), taskId: id, correlationId, test },
  };
}

/** A person who asks for work may not allow it; what agents, rules and events set off is asked by the agent that does it. */
export const askerOf = ({ requestedBy }: Pick<TaskRecord, 'requestedBy'>, agentId: string): string =>
  /^(user|key):/.test(requestedBy) ? requestedBy : `agent:${agentId}`;

/** The digest under which a parent's approval step got leave for this child. */
export const digestOfHandedOver = (task: TaskRecord, act: string): string =>
  approvalDigest({ act, subject: task.subject.slice(0, SUBJECT_MAX), does: workOf(task.capability!, task.input) });

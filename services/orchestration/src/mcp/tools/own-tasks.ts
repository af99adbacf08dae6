import { Parameters } from '@vividwalls/persistence';
import { z } from 'zod';
import { taskColumns, toTask } from '../../tasks/record/task-columns.js';
import type { TaskRecord } from '../../tasks/record/task-record.js';
import type { Reader } from '../../tasks/record/task-rows.js';
import { PRIORITIES, TASK_STATES, WAITS_FOR } from '../../tasks/task.js';

/** A task as a list shows it. */
export const taskLine = z.object({
  ...{ id: z.string(), capability: z.string().nullable(), subject: z.string() },
  state: z.enum(TASK_STATES),
  waitsFor: z.enum(WAITS_FOR).nullable().describe('Why it is not being worked on although it has not ended'),
  you: z.enum(['have it', 'asked for it', 'asked for it and have it']),
  priority: z.enum(PRIORITIES),
  ...{ createdAt: z.string(), dueAt: z.string().nullable(), endedAt: z.string().nullable() },
});
export type TaskLine = z.output<typeof taskLine>;

export interface OwnTasksAsked {
  readonly which: 'open' | 'ended' | 'all';
  /** Id of the last one of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const ENDED = { open: 'AND ended_at IS NULL', ended: 'AND ended_at IS NOT NULL', all: '' } as const;

interface LineRow extends Omit<TaskLine, 'you' | 'createdAt' | 'dueAt' | 'endedAt' | 'priority'> {
  readonly priority: number;
  readonly agentId: string | null;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
}

const COLUMNS = `id, capability, subject, state, waits_for AS "waitsFor", priority, agent_id AS "agentId",
  requested_by AS "requestedBy", created_at AS "createdAt", due_at AS "dueAt", ended_at AS "endedAt"`;

/** What an agent has, or asked for, newest first: two ranges of indexes, so that nobody else's tasks are looked at. */
export async function listOwnTasks(reader: Reader, agentId: string, asked: OwnTasksAsked): Promise<TaskLine[]> {
  const parameters = new Parameters();
  const [has, requested] = [parameters.one(agentId), parameters.one(`agent:${agentId}`)];
  const beyond = asked.cursor === undefined ? '' : `AND id < ${parameters.one(asked.cursor)}::uuid`;
  const limit = parameters.one(asked.limit);
  const part = (of: string) =>
    `(SELECT ${COLUMNS} FROM tasks WHERE ${of} ${ENDED[asked.which]} ${beyond} ORDER BY id DESC LIMIT ${limit})`;
  const rows = await reader.query<LineRow[]>(
    `${part(`agent_id = ${has}`)}
     UNION ALL ${part(`requested_by = ${requested} AND requested_by LIKE 'agent:%' AND agent_id IS DISTINCT FROM ${has}`)}
     ORDER BY id DESC LIMIT ${limit}`,
    parameters.values,
  );
  return rows.map((row) => lineOf({ ...row, priority: PRIORITIES[row.priority]! }, agentId));
}

/** The task, when the agent has it or asked for it: anybody else's is as if it weren't there. */
export async function findOwnTask(reader: Reader, agentId: string, id: string): Promise<TaskRecord | undefined> {
  const rows = await reader.query<Record<string, unknown>[]>(
    `SELECT ${taskColumns()} FROM tasks WHERE id = $1 AND (agent_id = $2 OR requested_by = $3)`,
    [id, agentId, `agent:${agentId}`],
  );
  return rows.map(toTask)[0];
}

export function lineOf(
  task: Omit<TaskLine, 'you' | 'createdAt' | 'dueAt' | 'endedAt'> & Omit<LineRow, 'priority'>,
  agentId: string,
): TaskLine {
  const { id, capability, subject, state, waitsFor, priority } = task;
  const [has, asked] = [task.agentId === agentId, task.requestedBy === `agent:${agentId}`];
  return {
    ...{ id, capability, subject, state, waitsFor, priority },
    you: has && asked ? 'asked for it and have it' : has ? 'have it' : 'asked for it',
    ...{ createdAt: task.createdAt.toISOString(), dueAt: iso(task.dueAt), endedAt: iso(task.endedAt) },
  };
}

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

import type { EntityManager } from 'typeorm';
import { WAIT_MAX_S } from '../../policies/policy.js';

/** A task that has ended. */
export interface EndedTask {
  readonly taskId: string;
  readonly outcome: string;
  readonly actor: string;
}

/** Forgotten with one batch at most, so that no batch takes long. */
export const FORGOTTEN_AT_ONCE = 1_000;

/**
 * Held by whoever writes down that tasks ended, shared by whoever asks for a task: so that a question comes before its task's end,
 * which then withdraws it, or finds that it has ended. Any number that nobody else uses.
 */
const LOCK = 4_106_733;

/** Until the transaction ends, no task's end is written down. */
export async function holdTaskEnds(tx: EntityManager): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [LOCK]);
}

/** Until the transaction ends, nobody asks for a task; whoever did is through. */
export async function lockTaskEnds(tx: EntityManager): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
}

/** Remembers that tasks ended, for as long as a question may wait, and forgets those of longer ago. */
export async function insertEndedTasks(tx: EntityManager, ended: readonly EndedTask[], now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO ended_tasks (task_id, outcome, actor, told_at)
     SELECT *, $4::timestamptz FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
    [ended.map(({ taskId }) => taskId), ended.map(({ outcome }) => outcome), ended.map(({ actor }) => actor), now],
  );
  await tx.query(
    `DELETE FROM ended_tasks WHERE task_id IN (
       SELECT task_id FROM ended_tasks WHERE told_at < $1 ORDER BY told_at LIMIT $2)`,
    [new Date(now.getTime() - WAIT_MAX_S * 1_000), FORGOTTEN_AT_ONCE],
  );
}

export async function findEndedTask(tx: EntityManager, taskId: string): Promise<EndedTask | undefined> {
  const [row] = await tx.query<{ task_id: string; outcome: string; actor: string }[]>(
    'SELECT task_id, outcome, actor FROM ended_tasks WHERE task_id = $1',
    [taskId],
  );
  return row && { taskId: row.task_id, outcome: row.outcome, actor: row.actor };
}

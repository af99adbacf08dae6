import type { EntityManager } from 'typeorm';
import { taskColumns, toTask } from '../record/task-columns.js';
import type { TaskRecord } from '../record/task-record.js';

/** Word for word the predicate of the index `tasks_ready`. */
const READY = `state IN ('queued', 'running') AND lease_owner IS NULL
  AND (waits_for IS NULL OR waits_for IN ('retry', 'budget'))`;

/** Tasks whose time has come, the most urgent and then the oldest first; locked, past those that others hold. */
export async function claimReady(tx: EntityManager, now: Date, limit: number): Promise<TaskRecord[]> {
  return claimed(
    tx,
    `SELECT ${taskColumns()} FROM tasks WHERE ${READY} AND run_after <= $1
     ORDER BY priority, run_after LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
}

/**
 * Tasks whose lease ended without a word. One that was there at two deaths is a suspect: it is taken alone, so that no others
 * die with it, and are suspected with it, should it be the cause.
 *
 * @param suspects how many suspects may be taken: none while one runs
 */
export async function claimLapsed(
  tx: EntityManager,
  now: Date,
  limit: number,
  suspects: number,
): Promise<TaskRecord[]> {
  const lapsed = (deaths: string, most: string) =>
    `SELECT ${taskColumns()} FROM tasks WHERE lease_owner IS NOT NULL AND lease_until <= $1 AND deaths ${deaths}
     ORDER BY lease_until LIMIT ${most} FOR UPDATE SKIP LOCKED`;
  const innocent = await claimed(tx, lapsed('= 0', '$2'), [now, limit]);
  if (suspects === 0 || innocent.length >= limit) return innocent;
  return [...innocent, ...(await claimed(tx, lapsed('> 0', '$2'), [now, suspects]))];
}

async function claimed(tx: EntityManager, sql: string, parameters: unknown[]): Promise<TaskRecord[]> {
  return (await tx.query<Record<string, unknown>[]>(sql, parameters)).map(toTask);
}

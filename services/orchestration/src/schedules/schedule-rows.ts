import type { EntityManager } from 'typeorm';
import type { Reader } from '../tasks/record/task-rows.js';
import type { Schedule, ScheduleRule } from './schedule.js';

const COLUMNS = `id, title, capability, input, every, weekday, at_time AS at, time_zone AS "timeZone", enabled,
  next_at AS "nextAt", last_task_id AS "lastTaskId", last_at AS "lastAt", updated_at AS "updatedAt",
  updated_by AS "updatedBy"`;

/** In the order of their ids, from a cursor on. */
export function listSchedules(reader: Reader, cursor: string | undefined, limit: number): Promise<Schedule[]> {
  return reader.query<Schedule[]>(
    `SELECT ${COLUMNS} FROM schedules WHERE $1::text IS NULL OR id > $1 ORDER BY id LIMIT $2`,
    [cursor ?? null, limit],
  );
}

export async function findSchedule(reader: Reader, id: string, isLocked = false): Promise<Schedule | undefined> {
  const sql = `SELECT ${COLUMNS} FROM schedules WHERE id = $1 ${isLocked ? 'FOR UPDATE' : ''}`;
  return (await reader.query<Schedule[]>(sql, [id]))[0];
}

/** One whose time has come, which nobody else is looking at. */
export async function takeDue(tx: EntityManager, now: Date): Promise<Schedule | undefined> {
  const [due] = await tx.query<Schedule[]>(
    `SELECT ${COLUMNS} FROM schedules WHERE enabled AND next_at <= $1 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [now],
  );
  return due;
}

/** Enters one that is not there; what is there stays as people made it. */
export async function addSchedule(
  tx: EntityManager,
  { id, title, capability, input, every, weekday, at, timeZone, enabled, nextAt, updatedAt, updatedBy }: Schedule,
): Promise<void> {
  await tx.query(
    `INSERT INTO schedules (id, title, capability, input, every, weekday, at_time, time_zone, enabled, next_at,
       updated_at, updated_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING`,
    [id, title, capability, JSON.stringify(input), every, weekday, at, timeZone, enabled, nextAt, updatedAt, updatedBy],
  );
}

/** It has run: when it comes next, and which task it made; null when none could be taken. */
export async function markRun(
  tx: EntityManager,
  id: string,
  { nextAt, taskId, at }: { readonly nextAt: Date; readonly taskId: string | null; readonly at: Date },
): Promise<void> {
  await tx.query(
    'UPDATE schedules SET next_at = $2, last_task_id = coalesce($3, last_task_id), last_at = $4 WHERE id = $1',
    [id, nextAt, taskId, at],
  );
}

export interface ScheduleChange extends ScheduleRule {
  readonly enabled: boolean;
  readonly nextAt: Date;
  readonly by: string;
  readonly changedAt: Date;
}

export async function changeSchedule(tx: EntityManager, id: string, change: ScheduleChange): Promise<void> {
  const { every, weekday, at, timeZone, enabled, nextAt, by, changedAt } = change;
  await tx.query(
    `UPDATE schedules SET every = $2, weekday = $3, at_time = $4, time_zone = $5, enabled = $6, next_at = $7,
       updated_at = $8, updated_by = $9 WHERE id = $1`,
    [id, every, weekday, at, timeZone, enabled, nextAt, changedAt, by],
  );
}

import type { EntityManager, DataSource } from 'typeorm';
import type { LetterFilter } from '../letter-filter.js';
import type { LetterJobKind } from './job-events.js';

/**
 * Redriving or discarding all open letters that match a filter.
 *
 * ```
 *   pending ──first letter──▶ running ──no letter left──▶ finished
 *      └──────────abort─────────┴─────────────▶ aborted
 * ```
 *
 * *pending*: asked for; the letters it will touch are listed, oldest first, and the list never grows: what fails later, or
 * becomes known later, was not seen by who asked. *running*: one process, elected by an advisory lock, takes the first
 * letter off the list, acts on it and counts it, in one transaction a letter, no faster than the rate. *finished* and
 * *aborted* are ends, and tell so by an event.
 *
 * Invariants: a letter is on the list, or counted as done or skipped, never both: done + skipped + listed = total. A letter
 * is skipped when it is not open any more, or cannot be sent as it is; the reason is counted. Abort and step both hold the
 * job's row lock, so not one letter is touched after an abort has committed.
 *
 * Failure points: death of the runner at any instruction undoes at most the step under way; the next leader goes on with
 * the same letter. Two leaders for a moment (one has not noticed yet that it is none) wait for one another at the row lock
 * and take different letters. A letter whose act fails for an unknown reason is skipped with that reason and logged: it must
 * not stop the rest.
 */
export type LetterJobState = 'pending' | 'running' | 'finished' | 'aborted';

export interface LetterJob {
  readonly id: string;
  readonly kind: LetterJobKind;
  readonly filter: LetterFilter;
  readonly reason: string;
  readonly actor: string;
  readonly ratePerSecond: number;
  readonly state: LetterJobState;
  readonly total: number;
  readonly done: number;
  readonly skipped: number;
  /** How many were skipped, by why. */
  readonly skips: Readonly<Record<string, number>>;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Who aborted it. */
  readonly endedBy: string | null;
  readonly abortReason: string | null;
}

/** Slow enough that a consumer which was just mended can be watched, and stopped in time if it was not. */
export const DEFAULT_RATE_PER_SECOND = 20;

/** A letter is a transaction of some milliseconds, one after the other. */
export const MAX_RATE_PER_SECOND = 200;

/** Listing so many takes about a second, in the request that asks for it. More are several jobs. */
export const MAX_JOB_LETTERS = 100_000;

const COLUMNS = `id, kind, filter, reason, actor, rate_per_second AS "ratePerSecond", state, total, done, skipped, skips,
  requested_at AS "requestedAt", started_at AS "startedAt", ended_at AS "endedAt", ended_by AS "endedBy",
  abort_reason AS "abortReason"`;

/** A job, locked until the transaction ends when asked so. */
export async function findLetterJob(
  database: DataSource | EntityManager,
  id: string,
  lock = false,
): Promise<LetterJob | undefined> {
  const [job] = await database.query<LetterJob[]>(
    `SELECT ${COLUMNS} FROM dead_letter_jobs WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [id],
  );
  return job;
}

/** Jobs, newest first, below the id of a page before. */
export function listLetterJobs(
  database: DataSource | EntityManager,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<LetterJob[]> {
  // Ids are UUIDv7: in the order of their time.
  return database.query(
    `SELECT ${COLUMNS} FROM dead_letter_jobs WHERE ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
    [cursor ?? null, limit],
  );
}

/** Jobs that have not ended, oldest first. */
export function activeLetterJobs(
  database: DataSource | EntityManager,
  limit: number,
): Promise<Pick<LetterJob, 'id' | 'ratePerSecond'>[]> {
  return database.query(
    `SELECT id, rate_per_second AS "ratePerSecond" FROM dead_letter_jobs
      WHERE state IN ('pending', 'running') ORDER BY id LIMIT $1`,
    [limit],
  );
}

import { createHash } from 'node:crypto';
import { Parameters } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { DeskSettings } from '../letter-desk.js';
import { conditionOf, type LetterFilter } from '../letter-filter.js';
import { LetterRefused } from '../letter-refused.js';
import { findLetterJob, MAX_JOB_LETTERS, type LetterJob } from './job.js';
import type { LetterJobKind } from './job-events.js';

export interface LetterJobOrder {
  readonly kind: LetterJobKind;
  /** Only open letters are ever touched, whatever its state says. */
  readonly filter: Omit<LetterFilter, 'state'>;
  readonly reason: string;
  readonly actor: string;
  readonly ratePerSecond: number;
  /** The same key of the same actor makes one job, however often it is sent. */
  readonly idempotencyKey?: string;
}

/**
 * Asks for a job: lists the letters that are open and match now, and tells of it. Throws {@link LetterRefused} when there are
 * more than {@link MAX_JOB_LETTERS}, or the idempotency key belongs to another request.
 */
export async function requestLetterJob(
  tx: EntityManager,
  desk: DeskSettings,
  order: LetterJobOrder,
): Promise<LetterJob> {
  const { kind, filter, reason, actor, ratePerSecond, idempotencyKey = null } = order;
  const id = uuidv7({ msecs: desk.now().getTime() });
  const sha256 = createHash('sha256')
    .update(JSON.stringify([kind, filter, reason, ratePerSecond]))
    .digest('hex');
  const rows = await tx.query<unknown[]>(
    `INSERT INTO dead_letter_jobs
       (id, kind, filter, reason, actor, rate_per_second, state, total, requested_at, idempotency_key, request_sha256)
     VALUES ($1, $2, $3, $4, $5, $6, 'pending', 0, $7, $8, $9)
     ON CONFLICT (actor, idempotency_key) DO NOTHING RETURNING 1`,
    [id, kind, JSON.stringify(filter), reason, actor, ratePerSecond, desk.now(), idempotencyKey, sha256],
  );
  if (rows.length === 0) return jobOfKey(tx, actor, idempotencyKey!, sha256);
  const total = await listLettersOf(tx, id, filter);
  await tx.query('UPDATE dead_letter_jobs SET total = $2 WHERE id = $1', [id, total]);
  const data = { jobId: id, kind, filter, reason, total, ratePerSecond };
  await desk.outbox.append(tx, [{ event: desk.events.jobStarted, subject: id, data, actor }]);
  return (await findLetterJob(tx, id))!;
}

async function listLettersOf(tx: EntityManager, jobId: string, filter: LetterFilter): Promise<number> {
  const parameters = new Parameters();
  const condition = conditionOf({ ...filter, state: 'open' }, parameters);
  const [row] = await tx.query<{ total: number }[]>(
    `WITH listed AS (
       INSERT INTO dead_letter_job_letters (job_id, position, letter_id)
       SELECT ${parameters.one(jobId)}::uuid, row_number() OVER (ORDER BY failed_at, id), id
         FROM dead_letters WHERE ${condition} ORDER BY failed_at, id LIMIT ${MAX_JOB_LETTERS + 1}
       RETURNING 1)
     SELECT count(*)::int AS total FROM listed`,
    parameters.values,
  );
  const { total } = row!;
  if (total <= MAX_JOB_LETTERS) return total;
  const message = `matches more than ${MAX_JOB_LETTERS} letters; narrow it, for instance with until`;
  throw new LetterRefused('invalid', 'Too many letters for one job', [{ pointer: '/filter', message }]);
}

async function jobOfKey(tx: EntityManager, actor: string, key: string, sha256: string): Promise<LetterJob> {
  const [row] = await tx.query<{ id: string; request_sha256: string }[]>(
    'SELECT id, request_sha256 FROM dead_letter_jobs WHERE actor = $1 AND idempotency_key = $2',
    [actor, key],
  );
  if (row!.request_sha256 !== sha256) {
    throw new LetterRefused('invalid', 'This Idempotency-Key belongs to another request; use a new one.');
  }
  return (await findLetterJob(tx, row!.id))!;
}

/** Ends a job before its time. What it has done stays done. Throws {@link LetterRefused} when it has ended already. */
export async function abortLetterJob(
  tx: EntityManager,
  desk: DeskSettings,
  id: string,
  { reason, actor }: { reason: string; actor: string },
): Promise<LetterJob> {
  const job = await findLetterJob(tx, id, true);
  if (!job) throw new LetterRefused('unknown', `There is no job ${id}.`);
  if (job.endedAt) throw new LetterRefused('conflict', `It ${job.state} at ${job.endedAt.toISOString()}.`);
  await endLetterJob(tx, desk, job, { outcome: 'aborted', actor, reason });
  return (await findLetterJob(tx, id))!;
}

/** Writes a job's end and tells of it. The caller holds the job's row lock. */
export async function endLetterJob(
  tx: EntityManager,
  desk: DeskSettings,
  { id, done, skipped }: LetterJob,
  { outcome, actor, reason = null }: { outcome: 'finished' | 'aborted'; actor: string; reason?: string | null },
): Promise<void> {
  await tx.query(
    `UPDATE dead_letter_jobs SET state = $2, ended_at = $3, ended_by = $4, abort_reason = $5 WHERE id = $1`,
    [id, outcome, desk.now(), actor, reason],
  );
  await tx.query('DELETE FROM dead_letter_job_letters WHERE job_id = $1', [id]);
  const data = { jobId: id, outcome, done, skipped };
  await desk.outbox.append(tx, [{ event: desk.events.jobEnded, subject: id, data, actor }]);
}

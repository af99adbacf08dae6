import { isInfrastructureFailure } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import type { MessagingLog } from '../../log.js';
import type { LetterDesk } from '../letter-desk.js';
import { LetterRefused, type RefusalKind } from '../letter-refused.js';
import { findLetterJob, type LetterJob } from './job.js';
import { endLetterJob } from './job-desk.js';

/** Runs work in a transaction of its own. */
export type Transact = <T>(work: (tx: EntityManager) => Promise<T>) => Promise<T>;

/** Acts on a letter; resolves to why it was skipped, or undefined when it was done. */
type Deal = (tx: EntityManager, job: LetterJob, letterId: string) => Promise<string | undefined>;

/** Skipped for a reason that nobody foresaw; the log has the rest. */
const UNFORESEEN = 'could not be acted on; see the log';

/** A session that dies in the middle shows as many errors, not all of which say so; a bad letter fails every time. */
const TRIES = 3;

/**
 * The next letter of a job, or its end, in one transaction. Resolves to false when the job has ended. A letter that fails
 * {@link TRIES} times for no known reason is skipped. Rejects only when the database is away; then nothing has happened.
 */
export async function stepJob(
  transact: Transact,
  desk: LetterDesk,
  jobId: string,
  log: MessagingLog,
): Promise<boolean> {
  let underWay = '';
  const deal: Deal = (tx, job, letterId) => act(tx, desk, job, (underWay = letterId));
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      return await transact((tx) => step(tx, desk, jobId, deal));
    } catch (error) {
      if (isInfrastructureFailure(error)) throw error;
      log.error('a letter could not be acted on', { jobId, letterId: underWay, tries, error: messageOf(error) });
    }
  }
  const guilty = underWay;
  return transact((tx) => step(tx, desk, jobId, async (...next) => (next[2] === guilty ? UNFORESEEN : deal(...next))));
}

async function step(tx: EntityManager, desk: LetterDesk, jobId: string, deal: Deal): Promise<boolean> {
  const job = await findLetterJob(tx, jobId, true);
  if (!job || job.endedAt) return false;
  const [next] = await tx.query<{ position: number; letter_id: string }[]>(
    'SELECT position, letter_id FROM dead_letter_job_letters WHERE job_id = $1 ORDER BY position LIMIT 1',
    [jobId],
  );
  if (!next) {
    await endLetterJob(tx, desk.settings, job, { outcome: 'finished', actor: job.actor });
    return false;
  }
  const skipped = await deal(tx, job, next.letter_id);
  const skips = skipped === undefined ? job.skips : { ...job.skips, [skipped]: (job.skips[skipped] ?? 0) + 1 };
  await tx.query('DELETE FROM dead_letter_job_letters WHERE job_id = $1 AND position = $2', [jobId, next.position]);
  await tx.query(
    `UPDATE dead_letter_jobs SET state = 'running', started_at = coalesce(started_at, $2), done = done + $3,
            skipped = skipped + $4, skips = $5 WHERE id = $1`,
    [jobId, desk.settings.now(), skipped === undefined ? 1 : 0, skipped === undefined ? 0 : 1, JSON.stringify(skips)],
  );
  return true;
}

/** A refusal comes before anything is written, so the transaction can go on and count it. */
async function act(tx: EntityManager, desk: LetterDesk, job: LetterJob, letterId: string): Promise<string | undefined> {
  const { actor, reason, id: jobId, kind } = job;
  try {
    await desk[kind](tx, letterId, { actor, reason, jobId });
    return undefined;
  } catch (error) {
    if (error instanceof LetterRefused) return REFUSALS[error.kind];
    throw error;
  }
}

/** The keys of a count. */
const REFUSALS: Readonly<Record<RefusalKind, string>> = {
  unknown: 'is not known any more',
  conflict: 'was not open any more',
  unsendable: 'cannot be sent as it is',
  invalid: 'is invalid',
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

import type { DataSource } from 'typeorm';

/**
 * Letters whose end is older than the dead-letter stream's memory could not be rebuilt, and nothing can be done with them.
 * The audit record and the stream's archive, where there are any, keep what was decided. Open letters stay.
 */
export const LETTERS_KEPT_DAYS = 90;

/** One look removes at most so many, so that it never holds up who works with the rest. */
const REMOVED_AT_ONCE = 1_000;

/** Removes a bounded number of ended letters and jobs that are older than {@link LETTERS_KEPT_DAYS}. */
export async function removeOldLetters(dataSource: DataSource, now: Date): Promise<void> {
  const limits = [now, LETTERS_KEPT_DAYS, REMOVED_AT_ONCE];
  await dataSource.query(
    `DELETE FROM dead_letters WHERE id IN (
       SELECT id FROM dead_letters
        WHERE state IN ('handled', 'failed again', 'discarded')
          AND coalesce(failed_at, settled_at, last_act_at) < $1::timestamptz - make_interval(days => $2)
          AND coalesce(settled_at, last_act_at) < $1::timestamptz - make_interval(days => $2)
        LIMIT $3)`,
    limits,
  );
  await dataSource.query(
    `DELETE FROM dead_letter_jobs WHERE id IN (
       SELECT id FROM dead_letter_jobs WHERE ended_at < $1::timestamptz - make_interval(days => $2) LIMIT $3)`,
    limits,
  );
}

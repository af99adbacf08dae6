import type { DataSource, EntityManager } from 'typeorm';

/** What came of the letters that a job sent again, as far as their consumers have told by now. */
export interface JobOutcomes {
  readonly handled: number;
  /** Each is an open letter of its own again. */
  readonly failedAgain: number;
}

export const NO_OUTCOMES: JobOutcomes = { handled: 0, failedAgain: 0 };

/**
 * By job; one of whose letters nothing is known yet is left out. A letter counts for the last job that acted on it, and as long
 * as it is kept.
 */
export async function outcomesOfJobs(
  database: DataSource | EntityManager,
  jobIds: readonly string[],
): Promise<ReadonlyMap<string, JobOutcomes>> {
  if (jobIds.length === 0) return new Map();
  const rows = await database.query<({ readonly jobId: string } & JobOutcomes)[]>(
    `SELECT job_id AS "jobId", count(*) FILTER (WHERE outcome = 'handled')::int AS handled,
       count(*) FILTER (WHERE outcome = 'failed again')::int AS "failedAgain"
     FROM dead_letters WHERE job_id = ANY ($1::uuid[]) AND outcome IS NOT NULL GROUP BY job_id`,
    [jobIds],
  );
  return new Map(rows.map(({ jobId, handled, failedAgain }) => [jobId, { handled, failedAgain }]));
}

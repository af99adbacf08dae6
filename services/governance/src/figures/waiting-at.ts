import type { Reader } from '../approvals/rows/approval-rows.js';

/**
 * An approval waited at a moment when it had been asked, was not over its time, and had not ended. One that was approved and not
 * used in time ends twice: it waited until it was approved. Free ones have never waited; the index leaves them out too.
 */
const WAITED = `
  SELECT (SELECT count(*) FROM approvals WHERE state = 'pending' AND asked_at <= $1 AND expires_at > $1)
    + (SELECT count(*) FROM approvals WHERE ended_at > asked_at AND ended_at > $1 AND asked_at <= $1 AND expires_at > $1
         AND least(ended_at, use_by - use_within_s * interval '1 second') > $1) AS waiting,
    EXISTS (SELECT FROM policy_versions WHERE recorded_at <= $1) AS known`;

/** What waited at a moment; null before there were any policies to ask by. */
export async function countWaitingAt(reader: Reader, at: Date): Promise<number | null> {
  const [row] = await reader.query<{ waiting: string; known: boolean }[]>(WAITED, [at]);
  return row!.known ? Number(row!.waiting) : null;
}

import type { Reader } from '../tasks/record/task-rows.js';
import type { WorkCounts } from './work-figures.js';

/** The task that is late when its deadline passes. */
const FULFIL = 'order.fulfil';

/** Real work: neither trials nor proposals. The indexes of migration 13 have the same condition. */
const REAL = `NOT test AND mode = 'act'`;

/**
 * An order is late when its deadline passed in the period before somebody had fulfilled it or it was called off; however often it
 * was tried, it is one order.
 */
const ORDERS_LATE = `
  SELECT count(DISTINCT t.subject) FROM tasks t
  WHERE t.capability = '${FULFIL}' AND ${REAL} AND t.due_at >= $1 AND t.due_at < least($2::timestamptz, $3::timestamptz)
    AND NOT (t.state = 'cancelled' AND t.ended_at <= t.due_at)
    AND NOT EXISTS (
      SELECT 1 FROM tasks done
      WHERE done.subject = t.subject AND done.capability = t.capability AND NOT done.test AND done.mode = 'act'
        AND done.state = 'succeeded' AND done.ended_at <= t.due_at
    )`;

/** Counts in one statement, so that the figures of one answer agree. The period is half open. */
export async function countWork(reader: Reader, from: Date, to: Date, now: Date): Promise<WorkCounts> {
  const [row] = await reader.query<Record<keyof WorkCounts, string>[]>(
    `SELECT ended.ended, ended.succeeded, open.open, open.waiting AS "waitingForPeople", (${ORDERS_LATE}) AS "ordersLate"
     FROM (
       SELECT count(*) AS ended, count(*) FILTER (WHERE state = 'succeeded') AS succeeded
       FROM tasks WHERE ${REAL} AND ended_at >= $1 AND ended_at < $2
     ) ended, (
       SELECT count(*) AS open,
         count(*) FILTER (WHERE state = 'awaiting_approval' OR waits_for IN ('clarification', 'person', 'approval')) AS waiting
       FROM tasks WHERE ${REAL} AND ended_at IS NULL
     ) open`,
    [from, to, now],
  );
  return Object.fromEntries(Object.entries(row!).map(([name, count]) => [name, Number(count)])) as never as WorkCounts;
}

import type { Reader } from '../tasks/record/task-rows.js';
import type { WorkCounts } from './work-figures.js';

/** Real work: neither trials nor proposals. The indexes of migration 13 have the same condition. */
const REAL = `NOT test AND mode = 'act'`;

/**
 * An order is late when its deadline passed in the period before it was at the printer, held or called off; however often it was
 * tried, it is one order.
 */
const ORDERS_LATE = `
  SELECT count(*) FROM order_fulfilments
  WHERE NOT test AND due_at >= $1 AND due_at < least($2::timestamptz, $3::timestamptz)
    AND NOT coalesce(least(handed_over_at, closed_at, stopped_at) <= due_at, false)`;

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

import type { Reader } from '../tasks/record/task-rows.js';
import { WAITS_FOR_A_PERSON } from '../tasks/task.js';
import type { Standing, WorkCounts } from './work-figures.js';

/** Real work: neither trials nor proposals. The indexes of migration 13 have the same condition. */
const REAL = `NOT test AND mode = 'act'`;
/** What waits for an approval is counted in the inbox. */
const FOR_PEOPLE = `waits_for IN ('${WAITS_FOR_A_PERSON.join(`', '`)}')`;

/**
 * An order is late when its deadline passed in the period before it was at the printer, held or called off; however often it was
 * tried, it is one order.
 */
const ORDERS_LATE = `
  SELECT count(*) FROM order_fulfilments
  WHERE NOT test AND due_at >= $1 AND due_at < least($2::timestamptz, $3::timestamptz)
    AND NOT coalesce(least(handed_over_at, closed_at, stopped_at) <= due_at, false)`;

const OPEN_NOW = `
  SELECT count(*) AS open, count(*) FILTER (WHERE ${FOR_PEOPLE}) AS waiting, true AS known
  FROM tasks WHERE ${REAL} AND ended_at IS NULL`;

/**
 * What was open at the end of the period, $2: what still is, and what has ended since, each by its index. What it waited for then
 * is in the last line that its timeline had, which every change of it writes. Before there was an agent or a task nothing was kept.
 */
const OPEN_THEN = `
  SELECT count(*) AS open, count(*) FILTER (WHERE ${FOR_PEOPLE}) AS waiting,
    (EXISTS (SELECT FROM agent_versions WHERE recorded_at <= $2)
      OR coalesce((SELECT created_at FROM tasks ORDER BY id LIMIT 1) <= $2, false)) AS known
  FROM (
    SELECT id FROM tasks WHERE ${REAL} AND ended_at IS NULL AND created_at <= $2
    UNION ALL
    SELECT id FROM tasks WHERE ${REAL} AND ended_at > $2 AND created_at <= $2
  ) task LEFT JOIN LATERAL (
    SELECT state, waits_for FROM task_timeline WHERE task_id = task.id AND at <= $2 ORDER BY seq DESC LIMIT 1
  ) line ON true`;

const STOPPED = `
  SELECT count(DISTINCT agent_id) FROM agent_stops
  WHERE stopped_at <= $2 AND (resumed_at IS NULL OR resumed_at > $2) AND (until IS NULL OR until > $2)`;

interface Row {
  readonly ended: string;
  readonly succeeded: string;
  readonly open: string;
  readonly waiting: string;
  readonly known: boolean;
  readonly stopped: string;
  readonly late: string;
}

/**
 * Counts in one statement, so that the figures of one answer agree. The period is half open.
 *
 * @param isOver whether what stands at its end is of the past: else it is of now, whatever the end
 */
export async function countWork(
  reader: Reader,
  { from, to, now, isOver }: { readonly from: Date; readonly to: Date; readonly now: Date; readonly isOver: boolean },
): Promise<WorkCounts> {
  const [row] = await reader.query<Row[]>(
    `SELECT ended.*, standing.*, (${STOPPED}) AS stopped, (${ORDERS_LATE}) AS late
     FROM (
       SELECT count(*) AS ended, count(*) FILTER (WHERE state = 'succeeded') AS succeeded
       FROM tasks WHERE ${REAL} AND ended_at >= $1 AND ended_at < $2
     ) ended, (${isOver ? OPEN_THEN : OPEN_NOW}) standing`,
    [from, isOver || to < now ? to : now, now],
  );
  const { ended, succeeded, open, waiting, stopped, late, known } = row!;
  const standing: Standing = { open: Number(open), waitingForPeople: Number(waiting), agentsStopped: Number(stopped) };
  return {
    ...{ ended: Number(ended), succeeded: Number(succeeded), ordersLate: Number(late) },
    standing: known ? standing : null,
  };
}

import type pg from 'pg';
import type { Ask } from './orchestration-api.js';
import type { Work } from './queued-tasks.js';

/**
 * Work that has an effect: an order is triaged, its print sheet is handed over as a task of its own, made, and the order goes on
 * with what came of it. The sheet is the effect: an order without one is not printed, one with two is printed twice.
 */
export const ORDERS: readonly Work[] = [
  {
    capability: 'order.triage',
    input: {
      ...{ orderId: '#', currency: 'USD', totalMinor: '49900', paidMinor: '49900', country: 'US' },
      lines: [{ title: 'Indigo Tide', variant: '24x36 / Canvas Roll', quantity: 1 }],
    },
  },
];

/** Restates the order's lines: what a person would write down, without the person. */
const EXECUTOR = { kind: 'playbook', settings: { playbook: 'outline' } };

/**
 * In the shop a person makes the sheet. Nobody sits here: a playbook does, of the agent of the target roster and of the one of
 * the roster before. The director steps aside: between two who are alike routing would ask a question.
 */
export async function makeSheetsByPlaybook(ask: Ask): Promise<void> {
  for (const id of ['orders-fulfillment-agent', 'pictorem-agent']) {
    await ask('POST', `agents/${id}/capabilities`, { name: 'print.sheet', expertise: 0.9, executor: EXECUTOR });
  }
  await ask('DELETE', 'agents/operations-director/capabilities/print.sheet');
}

/** What became of orders, and of their effects. */
export interface SheetsFound {
  readonly orders: number;
  readonly open: number;
  /** Orders that did not come to the end that they should. */
  readonly failed: number;
  /** Sheets that were handed over, and those that were made. */
  readonly sheets: number;
  readonly made: number;
  /** Orders without a sheet, and with more than one. */
  readonly missing: number;
  readonly twice: number;
}

const FIND = `WITH orders AS MATERIALIZED (SELECT id, state, ended_at FROM tasks WHERE key LIKE $1 || '-%'),
    of_each AS (
      SELECT o.id, o.state, o.ended_at, count(s.id) AS sheets, count(s.id) FILTER (WHERE s.state = 'succeeded') AS made
      FROM orders o LEFT JOIN tasks s ON s.parent_id = o.id AND s.mode = 'act' GROUP BY o.id, o.state, o.ended_at
    )
  SELECT count(*)::int AS orders, (count(*) FILTER (WHERE ended_at IS NULL))::int AS open,
    (count(*) FILTER (WHERE ended_at IS NOT NULL AND state <> 'succeeded'))::int AS failed,
    coalesce(sum(sheets), 0)::int AS sheets, coalesce(sum(made), 0)::int AS made,
    (count(*) FILTER (WHERE sheets = 0))::int AS missing, (count(*) FILTER (WHERE sheets > 1))::int AS twice
  FROM of_each`;

export async function findSheets(pool: pg.Pool, name: string): Promise<SheetsFound> {
  return (await pool.query<SheetsFound>(FIND, [name])).rows[0]!;
}

/** Tasks whose timeline tells of no end, or of more than one: orders and sheets. */
const NOT_ONE_END = `SELECT count(*)::int AS tasks FROM (
    SELECT t.id FROM tasks t
    LEFT JOIN task_timeline l ON l.task_id = t.id AND l.move IN ('succeed', 'fail', 'time_out', 'cancel', 'reject')
    WHERE t.key LIKE $1 || '-%' OR t.parent_id IN (SELECT id FROM tasks WHERE key LIKE $1 || '-%')
    GROUP BY t.id HAVING count(l.task_id) <> 1
  ) AS odd`;

/** @throws unless every order has ended well, once, with one sheet that was made, once */
export async function assertOneSheetEach(pool: pg.Pool, name: string, orders: number): Promise<SheetsFound> {
  const found = await findSheets(pool, name);
  const odd = (await pool.query<{ tasks: number }>(NOT_ONE_END, [name])).rows[0]!.tasks;
  const wanted = { orders, open: 0, failed: 0, sheets: orders, made: orders, missing: 0, twice: 0 };
  if (odd > 0 || JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}; ${odd} not ended once`);
  }
  return found;
}

const LOOK_EVERY_MS = 100;

/** Waits until so much is done: of handing over, making, and ending, each a third. @throws when it takes too long */
export async function untilDone(pool: pg.Pool, name: string, share: number, timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const found = await findSheets(pool, name);
    const { orders, open, sheets, made } = found;
    if (sheets + made + orders - open >= share * 3 * orders) return;
    if (performance.now() > until) throw new Error(`${name}: not done in time: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

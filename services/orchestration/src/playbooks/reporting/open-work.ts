import type { Sources } from '../engine/playbook.js';

/** Work that waits for people, by what it is. */
export interface WaitingWork {
  readonly capability: string;
  /** `a yes`, `an answer`, `a person`. */
  readonly waitsFor: string;
  readonly count: number;
  /** Of the one that has waited longest, ISO 8601. */
  readonly since: string;
}

export interface LateOrder {
  readonly orderId: string;
  readonly dueAt: string;
}

export interface OpenWork {
  readonly waiting: readonly WaitingWork[];
  /** Of all, not only of those that are shown. */
  readonly waitingCount: number;
  readonly lateOrders: readonly LateOrder[];
  readonly lateCount: number;
}

/** Longer lists are read by nobody in a minute. */
const SHOWN_MAX = 7;

const WAITING = `
  SELECT coalesce(capability, 'not yet known') AS capability,
    CASE WHEN state = 'awaiting_approval' OR waits_for = 'approval' THEN 'a yes'
         WHEN waits_for = 'clarification' THEN 'an answer' ELSE 'a person' END AS waits_for,
    count(*) AS count, min(created_at) AS since, sum(count(*)) OVER () AS total
  FROM tasks
  WHERE ended_at IS NULL AND NOT test AND mode = 'act'
    AND (state = 'awaiting_approval' OR waits_for IN ('approval', 'clarification', 'person'))
  GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT ${SHOWN_MAX}`;

const LATE = `
  SELECT order_id, due_at, count(*) OVER () AS total FROM order_fulfilments
  WHERE NOT test AND due_at < $1 AND handed_over_at IS NULL AND closed_at IS NULL AND stopped_at IS NULL
  ORDER BY due_at, order_id LIMIT ${SHOWN_MAX}`;

/** What waits for people at this moment, and which orders are late. */
export async function readOpenWork({ query }: Pick<Sources, 'query'>, now: Date): Promise<OpenWork> {
  const waiting = await query<{ capability: string; waits_for: string; count: string; since: Date; total: string }>(
    WAITING,
    [],
  );
  const late = await query<{ order_id: string; due_at: Date; total: string }>(LATE, [now]);
  return {
    waiting: waiting.map(({ capability, waits_for: waitsFor, count, since }) => ({
      ...{ capability, waitsFor, count: Number(count), since: since.toISOString() },
    })),
    waitingCount: Number(waiting[0]?.total ?? 0),
    lateOrders: late.map(({ order_id: orderId, due_at: dueAt }) => ({ orderId, dueAt: dueAt.toISOString() })),
    lateCount: Number(late[0]?.total ?? 0),
  };
}

/** How many prospects stand in each state. */
export async function readProspects({ query }: Pick<Sources, 'query'>): Promise<Readonly<Record<string, number>>> {
  const rows = await query<{ state: string; count: string }>(
    'SELECT state, count(*) AS count FROM prospects GROUP BY state ORDER BY state',
    [],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

import { randomUUID } from 'node:crypto';
import type pg from 'pg';

const CLAIM = `UPDATE tasks SET state = 'routed', agent_id = 'analytics-director', lease_owner = 'baseline',
    lease_until = now() + interval '30 s', lease_token = lease_token + 1, changes = changes + 1
  WHERE id = (SELECT id FROM tasks WHERE state = 'queued' AND key LIKE $1 || '-%' ORDER BY priority, run_after
    LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, changes, key`;

interface Claimed {
  readonly id: string;
  readonly changes: number;
  readonly key: string;
}

/**
 * The plain way: one task after the other, and a transaction for each step of its life (taken and routed, money held, begun,
 * ended), each with its row of the timeline and the same three events. Same tables, same server; the work itself takes no time here.
 */
export async function oneStepAtATime(pool: pg.Pool, name: string): Promise<number> {
  const session = await pool.connect();
  try {
    for (let done = 0; ; done += 1) {
      const task = await inTransaction(session, () => claim(session, name));
      if (!task) return done;
      await inTransaction(session, () => step(session, task, 1, 'budget_reserved', 'reserve'));
      await inTransaction(session, async () => {
        await step(session, task, 2, 'running', 'begin');
        await tell(session, task, 'started');
      });
      await inTransaction(session, async () => {
        await step(session, task, 3, 'succeeded', 'succeed');
        await tell(session, task, 'ended');
      });
    }
  } finally {
    session.release();
  }
}

async function claim(session: pg.PoolClient, name: string): Promise<Claimed | undefined> {
  const [task] = (await session.query<Claimed>(CLAIM, [name])).rows;
  if (!task) return undefined;
  await line(session, task.id, task.changes, 'routed', 'route');
  await tell(session, task, 'queued');
  return task;
}

async function step(session: pg.PoolClient, task: Claimed, n: number, state: string, move: string): Promise<void> {
  const isEnd = state === 'succeeded';
  await session.query(
    `UPDATE tasks SET state = $2, changes = changes + 1, output = CASE WHEN $3 THEN '{"figures": []}'::jsonb END,
       ended_at = CASE WHEN $3 THEN now() END, lease_owner = CASE WHEN $3 THEN NULL ELSE lease_owner END,
       lease_until = CASE WHEN $3 THEN NULL ELSE lease_until END
     WHERE id = $1`,
    [task.id, state, isEnd],
  );
  await line(session, task.id, task.changes + n, state, move);
}

async function line(session: pg.PoolClient, id: string, seq: number, state: string, move: string): Promise<void> {
  await session.query(
    `INSERT INTO task_timeline (task_id, seq, at, move, state, note) VALUES ($1, $2, now(), $3, $4, 'by the baseline')`,
    [id, seq, move, state],
  );
}

async function tell(session: pg.PoolClient, task: Claimed, event: string): Promise<void> {
  const id = randomUUID();
  const payload = {
    ...{ specversion: '1.0', id, source: 'vividwalls/bench', type: `vw.orchestration.task.${event}.v1` },
    ...{ subject: task.id, time: new Date().toISOString(), data: { taskId: task.id, key: task.key } },
  };
  await session.query(`INSERT INTO bench_events (event_id, subject, headers, payload) VALUES ($1, $2, '{}', $3)`, [
    id,
    `vw.orchestration.task.${event}`,
    JSON.stringify(payload),
  ]);
}

async function inTransaction<T>(session: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await session.query('BEGIN');
  try {
    const result = await work();
    await session.query('COMMIT');
    return result;
  } catch (error) {
    await session.query('ROLLBACK');
    throw error;
  }
}

/** Where the baseline's events go: an outbox of its own, so that no relay has to publish what it says. */
export const BENCH_EVENTS = `CREATE TABLE bench_events (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL, subject text NOT NULL, headers jsonb NOT NULL, payload text NOT NULL)`;

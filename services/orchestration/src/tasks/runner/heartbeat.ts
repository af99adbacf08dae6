import type { EngineParts } from './engine-parts.js';
import type { RunningTasks } from './running-tasks.js';

/** Rows that the settling has locked at this moment are passed over: they are about to be free of their lease. */
const EXTEND = `WITH mine AS (
    SELECT t.id FROM tasks t JOIN unnest($1::uuid[], $2::integer[]) AS g (id, token) ON t.id = g.id
    WHERE t.lease_owner = $3 AND t.lease_token = g.token
    FOR UPDATE OF t SKIP LOCKED
  ) UPDATE tasks t SET lease_until = $4 FROM mine WHERE t.id = mine.id RETURNING t.id, t.cancel_requested`;

/** Whose lease has passed to another, or whose task has ended. */
const LOST = `SELECT g.id FROM unnest($1::uuid[], $2::integer[]) AS g (id, token)
  WHERE NOT EXISTS (SELECT FROM tasks t WHERE t.id = g.id AND t.lease_owner = $3 AND t.lease_token = g.token)`;

/** Extends the leases of all that runs, in one statement, and hears from the same rows what is to be cancelled or was lost. */
export async function beat(parts: EngineParts, running: RunningTasks): Promise<void> {
  const tasks = running.tasks;
  if (tasks.length === 0) return;
  const { work, owner, clock, settings } = parts;
  const tokens = new Map(tasks.map(({ id, leaseToken }) => [id, leaseToken]));
  const mine = [[...tokens.keys()], [...tokens.values()], owner];
  await work.run(async (tx) => {
    const until = new Date(clock.now().getTime() + settings.leaseMs);
    const [rows] = await tx.query<[{ id: string; cancel_requested: boolean }[], number]>(EXTEND, [...mine, until]);
    for (const { id, cancel_requested } of rows) if (cancel_requested) running.stop(id, 'cancel');
    if (rows.length === tokens.size) return;
    const lost = await tx.query<{ id: string }[]>(LOST, mine);
    // A task that was settled and taken again in the meantime runs under a new token: that run has lost nothing.
    const now = new Map(running.tasks.map(({ id, leaseToken }) => [id, leaseToken]));
    for (const { id } of lost) if (now.get(id) === tokens.get(id)) running.stop(id, 'lost');
  });
}

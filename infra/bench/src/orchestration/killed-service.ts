import type pg from 'pg';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import type { RunningAlone, ServersAlone } from '../servers/service-alone.js';
import { askerOf } from './orchestration-api.js';
import { assertOneSheetEach, makeSheetsByPlaybook, ORDERS, untilDone } from './print-sheets.js';
import { enqueue } from './queued-tasks.js';

/** `kill -9` of the service: while sheets are handed over, while they are made, while orders end. */
const KILLED_AT = [0.15, 0.5, 0.85];
const DONE_WITHIN_MS = 900_000;
const LOOK_EVERY_MS = 5;

/**
 * Orders in flight while the service is killed again and again and started anew: all end well, each with one print sheet.
 * Baseline: as many, and nobody dies. @throws when an effect is missing or came twice
 */
export async function killedService(alone: ServersAlone, pool: pg.Pool, count: number): Promise<BenchRow> {
  let service = await alone.startService('orchestration');
  await makeSheetsByPlaybook(askerOf(alone.secrets.internal, () => service.url));

  const undisturbed = await timed(pool, 'undisturbed', count, () => Promise.resolve());
  const held: number[] = [];
  const seconds = await timed(pool, 'killed', count, async () => {
    for (const share of KILLED_AT) {
      await untilDone(pool, 'killed', share, DONE_WITHIN_MS);
      held.push(await killHolding(pool, service));
      service = await alone.startService('orchestration');
    }
  });
  await service.stop();
  const died = await pool.query<{ tasks: number }>('SELECT count(*)::int AS tasks FROM tasks WHERE deaths > 0');
  // Who dies with nothing in its hands loses nothing: that would prove nothing.
  if (died.rows[0]!.tasks === 0) throw new Error('no task was in the hands of a process that was killed');
  return row(
    `${count.toLocaleString('en-US')} tasks with an effect, kill -9 ${KILLED_AT.length} times: all ended, no effect twice`,
    { value: seconds, unit: 's' },
    { value: undisturbed, is: 'the same with nobody killed' },
    {
      ...{ tasks: count, effects: count, missing: 0, twice: 0, kills: held.length, heldByTheKilled: held },
      ...{ tasksThatSawADeath: died.rows[0]!.tasks, perSecond: rounded(count / seconds) },
    },
  );
}

/** @returns seconds from orders being queued to the end of the last, all looked at */
async function timed(pool: pg.Pool, name: string, count: number, meanwhile: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await enqueue(pool, name, count, ORDERS);
  await meanwhile();
  await untilDone(pool, name, 1, DONE_WITHIN_MS);
  const seconds = (performance.now() - began) / 1_000;
  await assertOneSheetEach(pool, name, count);
  return seconds;
}

/** Kills it at a moment at which it is at work. @returns how many tasks it held */
async function killHolding(pool: pg.Pool, { pid }: RunningAlone): Promise<number> {
  for (;;) {
    const { rows } = await pool.query<{ held: number }>(
      `SELECT count(*)::int AS held FROM tasks WHERE lease_owner LIKE '%/' || $1 || '/%'`,
      [String(pid)],
    );
    const { held } = rows[0]!;
    if (held > 0) {
      process.kill(pid, 'SIGKILL');
      return held;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

import { pause } from '@vividwalls/messaging';
import type { DataSource } from 'typeorm';

/**
 * Transactions that may attribute an order without having seen the touches that are visible now. Whoever attributes writes
 * order keys before it reads touches, and so holds this lock from then until its end is visible. `virtualtransaction` tells
 * one transaction from the next of the same session.
 */
const RUNNING = `SELECT virtualtransaction AS booking FROM pg_locks
  WHERE locktype = 'relation' AND relation = 'order_keys'::regclass AND mode = 'RowExclusiveLock' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Between two looks; a batch of bookkeeping takes some tens of ms. */
const LOOK_EVERY_MS = 10;

/**
 * Waits until every booking has ended that runs now. Later ones are no part of it, so a busy service is waited for no longer
 * than an idle one. After it, every order attributed without the touches that were visible before is visible itself.
 */
export async function runningBookingsEnded(dataSource: DataSource, stop?: AbortSignal): Promise<void> {
  let running = await runningBookings(dataSource);
  while (running.size > 0 && !stop?.aborted) {
    await pause(LOOK_EVERY_MS, stop);
    const now = await runningBookings(dataSource);
    running = new Set([...running].filter((booking) => now.has(booking)));
  }
}

async function runningBookings(dataSource: DataSource): Promise<Set<string>> {
  const rows = await dataSource.query<{ booking: string }[]>(RUNNING);
  return new Set(rows.map(({ booking }) => booking));
}

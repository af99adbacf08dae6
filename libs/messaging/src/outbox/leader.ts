import pg from 'pg';
import { pause } from '../backoff.js';
import { LEADER_RETRY_MS } from '../limits.js';
import type { MessagingLog } from '../log.js';

export interface LeaderSettings {
  /** A direct connection: an advisory lock lives and dies with its session, so it must not come from a pool. */
  readonly databaseUrl: string;
  /** What is led: `relay:finance`. */
  readonly name: string;
  readonly log: MessagingLog;
}

/**
 * Runs work while this process is the leader of a name, elected by a session advisory lock.
 *
 * States: *seeking* (tries the lock every {@link LEADER_RETRY_MS}) → *leading* (lock held, work runs) → back to seeking
 * when the session ends, or stopped. The server releases the lock when the leader's session dies, however it dies, so
 * another process takes over within one retry. Work gets a signal that aborts the moment leadership is lost; a leader
 * that has not noticed yet can only repeat publishes, which carry message ids.
 */
export async function lead(
  settings: LeaderSettings,
  stop: AbortSignal,
  work: (leading: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!stop.aborted) {
    const term = new AbortController();
    const client = new pg.Client({ connectionString: settings.databaseUrl, keepAlive: true });
    client.on('error', () => term.abort());
    client.on('end', () => term.abort());
    try {
      await client.connect();
      if (await acquire(client, settings.name, AbortSignal.any([stop, term.signal]))) {
        settings.log.info('leading', { name: settings.name });
        await work(AbortSignal.any([stop, term.signal]));
      }
    } catch (error) {
      settings.log.warn('leadership interrupted', { name: settings.name, error: (error as Error).message });
    } finally {
      term.abort();
      await client.end().catch((error: Error) => settings.log.info('session already gone', { error: error.message }));
    }
    await pause(LEADER_RETRY_MS, stop);
  }
}

async function acquire(client: pg.Client, name: string, stop: AbortSignal): Promise<boolean> {
  while (!stop.aborted) {
    const { rows } = await client.query<{ won: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS won', [name]);
    if (rows[0]!.won) return true;
    await pause(LEADER_RETRY_MS, stop);
  }
  return false;
}

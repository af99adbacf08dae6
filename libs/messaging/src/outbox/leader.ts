import pg from 'pg';
import { pause } from '../backoff.js';
import { LEADER_HEARTBEAT_MS, LEADER_RETRY_MS, LEADER_SILENCE_MS } from '../limits.js';
import type { MessagingLog } from '../log.js';

export interface LeaderSettings {
  /** A direct connection: an advisory lock lives and dies with its session, so it must not come from a pool. */
  readonly databaseUrl: string;
  /** What is led: `relay:lending`. */
  readonly name: string;
  readonly log: MessagingLog;
  /** Where unqualified names of the session resolve; the role's default when left out. */
  readonly schema?: string;
  /** Told whenever this process tries for the lock, and whether the database could be reached for it. */
  readonly seeking?: (reachable: boolean) => void;
}

/** The server gives a leader up whose machine is gone without a word after about this long. */
const KEEPALIVE = '-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3';

/**
 * Runs work while this process is the leader of a name, elected by a session advisory lock.
 *
 * States: *seeking* (tries the lock every {@link LEADER_RETRY_MS}) → *leading* (lock held, work runs) → back to seeking
 * when the session ends or falls silent, or stopped. The server releases the lock when the leader's session dies, however it
 * dies, so another process takes over within one retry. Work gets the session itself and a signal that aborts the moment
 * leadership is lost; a leader that has not noticed yet can no longer write through that session.
 */
export async function lead(
  settings: LeaderSettings,
  stop: AbortSignal,
  work: (leading: AbortSignal, session: pg.Client) => Promise<void>,
): Promise<void> {
  while (!stop.aborted) {
    const term = new AbortController();
    const session = new pg.Client({
      connectionString: settings.databaseUrl,
      keepAlive: true,
      // Without these a line that has died without a word is waited for as long as the system does: hours.
      connectionTimeoutMillis: LEADER_SILENCE_MS,
      query_timeout: LEADER_SILENCE_MS,
      application_name: settings.name,
      options: `${KEEPALIVE}${settings.schema ? ` -c search_path=${settings.schema}` : ''}`,
    });
    session.on('error', () => term.abort());
    session.on('end', () => term.abort());
    let heartbeat: NodeJS.Timeout | undefined;
    try {
      await session.connect();
      settings.seeking?.(true);
      const leading = AbortSignal.any([stop, term.signal]);
      if (await acquire(session, settings.name, leading)) {
        settings.log.info('leading', { name: settings.name });
        heartbeat = setInterval(() => session.query('SELECT').catch(() => term.abort()), LEADER_HEARTBEAT_MS);
        await work(leading, session);
      }
    } catch (error) {
      settings.seeking?.(false);
      settings.log.warn('leadership interrupted', { name: settings.name, error: (error as Error).message });
    } finally {
      clearInterval(heartbeat);
      term.abort();
      await end(session, settings.log);
    }
    await pause(LEADER_RETRY_MS, stop);
  }
}

/** Ends a session; one whose line is silent takes no leave and is dropped. */
async function end(session: pg.Client, log: MessagingLog): Promise<void> {
  const ended = new AbortController();
  const leave = session
    .end()
    .catch((error: Error) => log.info('session already gone', { error: error.message }))
    .finally(() => ended.abort());
  await Promise.race([leave, pause(LEADER_RETRY_MS, ended.signal)]);
  session.connection.stream.destroy();
}

async function acquire(session: pg.Client, name: string, stop: AbortSignal): Promise<boolean> {
  while (!stop.aborted) {
    const { rows } = await session.query<{ won: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS won', [name]);
    if (rows[0]!.won) return true;
    await pause(LEADER_RETRY_MS, stop);
  }
  return false;
}

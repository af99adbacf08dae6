import type { EntityManager } from 'typeorm';
import type { RebuildSession } from './rebuild-session.js';
import { LACKING_LISTED } from './replay-limits.js';
import { rebuildSchema } from './tables/read-model-tables.js';

/** Events that the live inbox knows and the one beside does not. */
export interface Lacking {
  readonly count: number;
  readonly examples: readonly string[];
}

export interface InboxExchangeSettings {
  readonly session: RebuildSession;
  readonly schema: string;
  readonly consumer: string;
  /** Whether the replay is of all events; otherwise what was handled before it began is none of its business. */
  readonly isOfEverything: boolean;
}

/**
 * Compares the live inbox with the one beside, and in the end makes the live one say what the tables will hold.
 *
 * Both have as many rows as there are events, and comparing millions takes seconds: too long while live handling stands
 * still. So they are compared before, beside the live traffic, and the result is kept in two tables beside: `inbox_ahead`,
 * what only the rebuild has written, and `inbox_lacking`, what only the live consumer has handled. From then on every event
 * that the rebuild writes is noted in the first, and what is missing in the second was claimed by the live consumer in a
 * transaction that began after the *horizon*: the beginning of the oldest transaction that was open at the comparison. What is
 * left for the exclusive moment is as much as happened since.
 */
export class InboxExchange {
  private horizon: Date | undefined;
  private readonly rebuild: string;

  constructor(private readonly settings: InboxExchangeSettings) {
    this.rebuild = rebuildSchema(settings.schema);
  }

  /** The long comparison. */
  async compare(): Promise<void> {
    const { session, consumer, isOfEverything } = this.settings;
    await session.transaction(async (tx) => {
      await tx.query(COMPARISON_SETTINGS);
      // First the horizon: what the comparison does not see yet began later.
      const [row] = await tx.query<{ horizon: Date }[]>(HORIZON);
      const since = isOfEverything ? null : session.begunAt;
      await tx.query(
        `INSERT INTO ${this.rebuild}.inbox_ahead SELECT event_id FROM ${this.rebuild}.inbox r
          WHERE consumer = $1 AND NOT EXISTS (SELECT FROM inbox l WHERE l.consumer = $1 AND l.event_id = r.event_id)`,
        [consumer],
      );
      await tx.query(
        `INSERT INTO ${this.rebuild}.inbox_lacking SELECT event_id FROM inbox l
          WHERE consumer = $1 AND ($2::timestamptz IS NULL OR at >= $2) AND ${this.notBeside}`,
        [consumer, since],
      );
      this.horizon = row!.horizon;
    });
  }

  /** Notes what the rebuild writes after the comparison, in the transaction that writes it. */
  async note(tx: EntityManager, eventIds: readonly string[]): Promise<void> {
    if (!this.horizon || eventIds.length === 0) return;
    await tx.query('INSERT INTO inbox_ahead SELECT unnest($1::text[])', [eventIds]);
  }

  /** What the live consumer has handled and the rebuild has not, without what is accounted for; it must be shut out. */
  async lacking(tx: EntityManager, accounted: readonly string[]): Promise<Lacking> {
    const rows = await tx.query<{ event_id: string; n: string }[]>(
      `SELECT event_id, count(*) OVER () AS n FROM (${this.lackingNow}) AS lacking
        WHERE event_id <> ALL ($3::text[]) ORDER BY event_id LIMIT ${LACKING_LISTED}`,
      [this.settings.consumer, this.horizon, accounted],
    );
    return { count: Number(rows[0]?.n ?? 0), examples: rows.map(({ event_id: id }) => id) };
  }

  /** Those of these events that the live consumer has handled. */
  async handledLive(tx: EntityManager, eventIds: readonly string[]): Promise<string[]> {
    if (eventIds.length === 0) return [];
    const rows = await tx.query<{ event_id: string }[]>(
      'SELECT event_id FROM inbox WHERE consumer = $1 AND event_id = ANY ($2::text[])',
      [this.settings.consumer, eventIds],
    );
    return rows.map(({ event_id: id }) => id);
  }

  /**
   * Makes the live inbox know what the tables will hold, in the transaction of the swap.
   *
   * Added is what the rebuild has written and the live consumer has not handled yet: its messages will still come. Removed is
   * what the tables do not hold. After a rebuild of everything the inbox beside is left, exactly; after one from a later
   * place also what the live consumer had handled before, which counts as seen. An event that waits for its cause in the live
   * consumer's room and was written beside is a repeat when its turn comes.
   */
  async exchange(tx: EntityManager, notHeld: readonly string[]): Promise<void> {
    const { consumer, isOfEverything } = this.settings;
    await tx.query(
      `INSERT INTO inbox (consumer, event_id) SELECT DISTINCT $1, event_id FROM ${this.rebuild}.inbox_ahead
       ON CONFLICT DO NOTHING`,
      [consumer],
    );
    await tx.query('DELETE FROM inbox WHERE consumer = $1 AND event_id = ANY ($2::text[])', [consumer, notHeld]);
    if (!isOfEverything) return;
    await tx.query(`DELETE FROM inbox WHERE consumer = $1 AND event_id IN (${this.lackingNow})`, [
      consumer,
      this.horizon,
    ]);
  }

  private get notBeside(): string {
    return `NOT EXISTS (SELECT FROM ${this.rebuild}.inbox r WHERE r.consumer = $1 AND r.event_id = l.event_id)`;
  }

  private get lackingNow(): string {
    return `SELECT event_id FROM ${this.rebuild}.inbox_lacking l WHERE ${this.notBeside}
      UNION SELECT event_id FROM inbox l WHERE consumer = $1 AND at >= $2 AND ${this.notBeside}`;
  }
}

/**
 * The keys are random, so a merge along the indexes fetches nearly every row from another page: for a million events it took
 * 15 s where hashing took 1 s (measured). Whoever compares has the memory for it.
 */
const COMPARISON_SETTINGS = `SELECT set_config('statement_timeout', '0', true), set_config('work_mem', '128MB', true),
  set_config('enable_mergejoin', 'off', true), set_config('enable_nestloop', 'off', true)`;

/** An inbox row bears the time at which its transaction began. */
const HORIZON = `SELECT least(now(), min(xact_start)) AS horizon FROM pg_stat_activity
  WHERE datname = current_database() AND usename = current_user`;

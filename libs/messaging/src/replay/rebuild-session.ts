import { createDataSource } from '@vividwalls/persistence';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { consumptionLock } from '../consume/handle-once.js';
import { SessionLost, WroteElsewhere } from './replay-errors.js';
import { CONSUMER_LOCK_WAIT_MS } from './replay-limits.js';
import { restoreOutbox, suppressOutbox } from './suppressed-transactions.js';
import { rebuildSchema } from './tables/read-model-tables.js';

/** `lock_not_available`: a lock was not to be had within `lock_timeout`. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Rows changed per table outside of the rebuild schema, as this session has counted and not yet reported them. */
const CHANGED_ELSEWHERE = `(SELECT coalesce(jsonb_object_agg(schemaname || '.' || relname, n_tup_ins + n_tup_upd + n_tup_del), '{}')
  FROM pg_stat_xact_user_tables WHERE schemaname <> $1 AND n_tup_ins + n_tup_upd + n_tup_del > 0) AS changed`;

/**
 * The transaction is not flushed to disk by itself: the swap's commit flushes everything before it, and without that one the
 * rebuild is thrown away anyway.
 */
const BEGIN_WRITING = `SELECT set_config('search_path', $2, true), set_config('synchronous_commit', 'off', true),
  ${CHANGED_ELSEWHERE}`;

const UNLOCK = 'SELECT pg_advisory_unlock_all()';

type Changes = Readonly<Record<string, number>>;

export interface RebuildSessionSettings {
  readonly databaseUrl: string;
  readonly schema: string;
}

/**
 * The one database session in which a replay writes. It holds the service's replay lock, so the right to write ends with the
 * session: a replay that was cut off cannot disturb the next one. It is no connection of the service's pool, which a replay
 * of hours would leave one short, and knows no entities, whose statements would name the live schema.
 */
export class RebuildSession {
  private readonly rebuild: string;
  /** When `begin` was called, by the database's clock. */
  begunAt = new Date(0);

  private constructor(
    private readonly dataSource: DataSource,
    private readonly runner: QueryRunner,
    private readonly schema: string,
  ) {
    this.rebuild = rebuildSchema(schema);
  }

  /** A session with the replay lock, or undefined when another replay has it. */
  static async open({ databaseUrl, schema }: RebuildSessionSettings): Promise<RebuildSession | undefined> {
    const dataSource = await createDataSource({ url: databaseUrl, schema, poolSize: 1 }).initialize();
    const runner = dataSource.createQueryRunner();
    try {
      const lock = replayLock(schema);
      const rows: { won: boolean }[] = await runner.query('SELECT pg_try_advisory_lock(hashtext($1)) AS won', [lock]);
      if (rows[0]!.won) return new RebuildSession(dataSource, runner, schema);
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
    await dataSource.destroy();
    return undefined;
  }

  /** False once the session is gone; nothing can be written any more. */
  get isAlive(): boolean {
    return !this.runner.isReleased;
  }

  /** Removes what an earlier rebuild left. */
  async abandon(): Promise<void> {
    await this.runner.query('SELECT read_model_abandon()');
  }

  /** Makes the empty tables of a model. */
  async begin(model: string): Promise<void> {
    const rows: { at: Date }[] = await this.runner.query('SELECT now() AS at, read_model_begin($1)', [model]);
    this.begunAt = rows[0]!.at;
  }

  /** Has the planner learn what the rebuilt tables hold. */
  async settle(model: string): Promise<void> {
    await this.transaction(async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query('SELECT read_model_settle($1)', [model]);
    });
  }

  /**
   * A transaction in which unqualified names mean the tables beside, and the outbox takes nothing.
   *
   * @throws WroteElsewhere when it changed a row of any other table
   */
  write<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction(async (tx) => {
      const path = `${this.rebuild}, ${this.schema}`;
      const [before] = await tx.query<{ changed: Changes }[]>(BEGIN_WRITING, [this.rebuild, path]);
      suppressOutbox(tx);
      try {
        const result = await work(tx);
        const [after] = await tx.query<{ changed: Changes }[]>(`SELECT ${CHANGED_ELSEWHERE}`, [this.rebuild]);
        const elsewhere = Object.entries(after!.changed).filter(([table, rows]) => rows !== before!.changed[table]);
        if (elsewhere.length > 0) throw new WroteElsewhere(elsewhere.map(([table]) => table));
        return result;
      } finally {
        restoreOutbox(tx);
      }
    });
  }

  /** Shuts the live consumer out. False when it did not finish what it does in time. */
  async lockConsumer(consumer: string): Promise<boolean> {
    try {
      await this.transaction(async (tx) => {
        await tx.query(`SET LOCAL lock_timeout = ${CONSUMER_LOCK_WAIT_MS}`);
        // Of the session, so that it outlasts the transactions that write the rest.
        await tx.query('SELECT pg_advisory_lock(hashtext($1))', [consumptionLock(consumer)]);
      });
      return true;
    } catch (error) {
      if (isLockTimeout(error)) return false;
      throw error;
    }
  }

  /** Lets the live consumer go on. When the session is gone, so is the lock. */
  async unlockConsumer(consumer: string): Promise<void> {
    if (!this.isAlive) return;
    try {
      await this.runner.query('SELECT pg_advisory_unlock(hashtext($1))', [consumptionLock(consumer)]);
    } catch (error) {
      if (this.isAlive) throw error;
    }
  }

  /** A transaction among the live tables. */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    if (!this.isAlive) throw new SessionLost(undefined);
    try {
      return await this.runner.manager.transaction(work);
    } catch (error) {
      // The driver releases the connection when it breaks, and then this session never writes again.
      throw this.isAlive ? error : new SessionLost(error);
    }
  }

  /** Ends the session, and with it the locks. Whatever went wrong with it before, it is gone afterwards. */
  async close(): Promise<void> {
    // A pool does not wait until the server has noticed that a session is gone, and whoever opens the next one would find
    // locks taken. Where this fails, the session is gone already.
    if (this.isAlive) await this.runner.query(UNLOCK).catch(() => undefined);
    await this.runner.release();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Name of the lock that one replay of a service holds. */
export const replayLock = (schema: string): string => `replay:${schema}`;

export function isLockTimeout(error: unknown): boolean {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return (code ?? driverError?.code) === LOCK_NOT_AVAILABLE;
}

import { limits, pause, PublishPipeline, type NewEvent } from '@vividwalls/messaging';
import { Parameters } from '@vividwalls/persistence';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { SCHEMA, type BenchServers } from '../../servers/bench-servers.js';
import { sealed } from '../thing-counted.js';
import type { RelayStrategy } from './relay-strategy.js';

/** A row as read; what else a strategy marks it by is its own. */
export interface FoundRow {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly payload: string;
}

/** What the rivals of our relay have in common with it: one session, batches of 64 to 2,000, woken or polling. */
export abstract class LoopedRelay<Row extends FoundRow> implements RelayStrategy {
  private readonly stopping = new AbortController();
  private readonly pipeline: PublishPipeline;
  private readonly session: pg.Client;
  private running: Promise<void> | undefined;
  private woken = new AbortController();
  published = 0;

  constructor(
    servers: BenchServers,
    private readonly table: string,
  ) {
    this.pipeline = new PublishPipeline(servers.connection);
    this.session = new pg.Client({
      connectionString: servers.databaseUrl,
      options: `-c search_path=${SCHEMA} -c synchronous_commit=off`,
    });
  }

  /** Unpublished rows that can be published now, oldest first. */
  protected abstract read(session: pg.Client, most: number): Promise<Row[]>;
  /** Notes that rows are published. */
  protected abstract mark(session: pg.Client, rows: readonly Row[]): Promise<void>;

  async append(tx: EntityManager, events: readonly NewEvent[]): Promise<string[]> {
    const rows = events.map(sealed);
    const ids = rows.map(({ messageId }) => messageId);
    const parameters = new Parameters();
    const columns = [
      parameters.array(ids, 'text'),
      parameters.array(
        rows.map(({ subject }) => subject),
        'text',
      ),
      parameters.longTexts(rows.map(({ payload }) => payload)),
    ];
    const insert = `INSERT INTO ${this.table} (event_id, subject, payload) SELECT * FROM unnest(${columns.join(', ')})`;
    await tx.query(insert, parameters.values);
    return ids;
  }

  async start(): Promise<void> {
    await this.session.connect();
    this.running = this.loop();
  }

  wake(): void {
    this.woken.abort();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.session.end();
  }

  private async loop(): Promise<void> {
    let batch = limits.RELAY_BATCH_MIN;
    while (!this.stopping.signal.aborted) {
      this.woken = new AbortController();
      const rows = await this.read(this.session, batch);
      if (rows.length === 0) {
        await pause(limits.RELAY_POLL_MS, AbortSignal.any([this.stopping.signal, this.woken.signal]));
        continue;
      }
      await this.publishAll(rows);
      await this.mark(this.session, rows);
      this.published += rows.length;
      const isFull = rows.length === batch;
      batch = isFull ? Math.min(batch * 2, limits.RELAY_BATCH_MAX) : Math.max(limits.RELAY_BATCH_MIN, rows.length);
    }
  }

  private async publishAll(rows: readonly Row[]): Promise<void> {
    const outcomes = await this.pipeline.publishAll(
      rows.map(({ event_id: messageId, subject, payload }) => ({ messageId, subject, payload, headers: {} })),
    );
    for (const outcome of outcomes) {
      if (outcome.kind !== 'acknowledged') throw new Error(`${this.table} could not be published: ${outcome.error}`);
    }
  }
}

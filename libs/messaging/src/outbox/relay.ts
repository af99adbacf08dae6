import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource } from 'typeorm';
import { pause, retryDelayMs } from '../backoff.js';
import {
  ERROR_TEXT_LIMIT,
  OUTAGE_WAIT_MAX_MS,
  OUTAGE_WAIT_MIN_MS,
  OUTBOX_KEPT_DAYS,
  RELAY_BATCH_MAX,
  RELAY_BATCH_MIN,
  RELAY_POLL_MS,
} from '../limits.js';
import type { MessagingLog } from '../log.js';
import { lead } from './leader.js';
import { publish, type PublishOutcome } from './publish.js';

export interface RelaySettings {
  readonly service: string;
  readonly databaseUrl: string;
  readonly dataSource: DataSource;
  readonly connection: NatsConnection;
  readonly log: MessagingLog;
}

export type RelayState =
  'stopped' | 'following' | 'idle' | 'publishing' | 'waiting for the broker' | 'waiting for the database';

interface OutboxRow {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}

const READ = `SELECT id, event_id, subject, headers, payload FROM outbox
  WHERE published_at IS NULL AND parked_at IS NULL ORDER BY id LIMIT $1`;
const MARK = `UPDATE outbox SET published_at = now() WHERE id = ANY($1::bigint[])`;
const PARK = `UPDATE outbox SET parked_at = now(), parked_error = $2 WHERE id = $1`;
/** Looks at the oldest rows only: an index on the time of publishing would cost every event for this one rare look. */
const PRUNE = `DELETE FROM outbox WHERE id IN (
  SELECT id FROM (SELECT id, published_at FROM outbox ORDER BY id LIMIT 5000) AS oldest
   WHERE published_at < now() - make_interval(days => $1))`;

/** Old rows are removed this often, a bounded number at a time. */
const PRUNE_EVERY_MS = 60_000;

/**
 * Carries outbox rows to the broker.
 *
 * *following* until elected → *idle* (woken after a commit, or by the poll floor) → *publishing*: read the oldest
 * unpublished rows, publish them all at once with their message ids, mark the acknowledged ones in one update. A row the
 * broker refuses is parked with its error and blocks nobody. *waiting*, with growing pauses and without end, while the
 * broker or the database is away.
 *
 * Failure points: death after publishing and before marking repeats the publish under the same message id, which the
 * broker recognises within its window and every inbox afterwards. Rows are found by the unpublished index and not by a
 * cursor, so a transaction that commits late is read at the next look. Order is best effort; consumers don't rely on it.
 */
export class OutboxRelay {
  private readonly stopping = new AbortController();
  private readonly client: JetStreamClient;
  private wakeUp: () => void = () => undefined;
  private woken = false;
  private running: Promise<void> | undefined;
  private batchSize = RELAY_BATCH_MIN;
  private prunedAt = 0;
  state: RelayState = 'stopped';
  published = 0;
  duplicates = 0;
  parked = 0;

  constructor(private readonly settings: RelaySettings) {
    this.client = jetstream(settings.connection);
  }

  start(): void {
    this.state = 'following';
    const { databaseUrl, service, log } = this.settings;
    this.running = lead({ databaseUrl, name: `relay:${service}`, log }, this.stopping.signal, (leading) =>
      this.relayWhile(leading),
    );
  }

  /** Says that rows were committed. Cheap; many calls become one look. */
  wake(): void {
    this.woken = true;
    this.wakeUp();
  }

  /** Finishes the batch under way, then stops. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.state = 'stopped';
  }

  private async relayWhile(leading: AbortSignal): Promise<void> {
    let failures = 0;
    while (!leading.aborted) {
      try {
        const outcome = await this.relayBatch();
        failures = outcome === 'unavailable' ? failures + 1 : 0;
        if (outcome === 'unavailable') await this.waitOut('waiting for the broker', failures, leading);
        else if (outcome === 'empty') await this.idle(leading);
      } catch (error) {
        this.settings.log.warn('relay cannot reach the outbox', { error: (error as Error).message });
        await this.waitOut('waiting for the database', ++failures, leading);
      }
    }
    this.state = 'following';
  }

  private async relayBatch(): Promise<'empty' | 'done' | 'unavailable'> {
    const { dataSource } = this.settings;
    const rows = await dataSource.query<OutboxRow[]>(READ, [this.batchSize]);
    if (rows.length === 0) return 'empty';
    // Who is waiting stays so, visibly, until something gets through.
    if (!this.state.startsWith('waiting')) this.state = 'publishing';
    const outcomes = await Promise.all(rows.map((row) => publish(this.client, { ...row, messageId: row.event_id })));
    const acknowledged = rows.filter((_, index) => outcomes[index]!.kind === 'acknowledged');
    if (acknowledged.length > 0) {
      this.state = 'publishing';
      await dataSource.query(MARK, [acknowledged.map((row) => row.id)]);
    }
    this.count(outcomes);
    await this.park(rows, outcomes);
    const full = rows.length === this.batchSize;
    this.batchSize = full ? Math.min(this.batchSize * 2, RELAY_BATCH_MAX) : Math.max(RELAY_BATCH_MIN, rows.length);
    return outcomes.some((outcome) => outcome.kind === 'unavailable') ? 'unavailable' : 'done';
  }

  private count(outcomes: readonly PublishOutcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.kind !== 'acknowledged') continue;
      this.published += 1;
      if (outcome.duplicate) this.duplicates += 1;
    }
  }

  private async park(rows: readonly OutboxRow[], outcomes: readonly PublishOutcome[]): Promise<void> {
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.kind !== 'refused') continue;
      const row = rows[index]!;
      this.settings.log.error('the broker refuses an event; parked', { eventId: row.event_id, error: outcome.error });
      await this.settings.dataSource.query(PARK, [row.id, outcome.error.slice(0, ERROR_TEXT_LIMIT)]);
      this.parked += 1;
    }
  }

  private async idle(leading: AbortSignal): Promise<void> {
    this.state = 'idle';
    const now = performance.now();
    if (now - this.prunedAt > PRUNE_EVERY_MS) {
      this.prunedAt = now;
      await this.settings.dataSource.query(PRUNE, [OUTBOX_KEPT_DAYS]);
    }
    if (this.woken) {
      this.woken = false;
      return;
    }
    const woken = new AbortController();
    this.wakeUp = () => woken.abort();
    await pause(RELAY_POLL_MS, AbortSignal.any([leading, woken.signal]));
    this.woken = false;
  }

  private async waitOut(state: RelayState, failures: number, leading: AbortSignal): Promise<void> {
    this.state = state;
    this.settings.log.warn(state, { service: this.settings.service, failures });
    await pause(retryDelayMs(failures, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), leading);
  }
}

import type { NatsConnection } from '@nats-io/nats-core';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { pause, retryDelayMs } from '../backoff.js';
import { failpoint } from '../failpoints.js';
import {
  ERROR_TEXT_LIMIT,
  GATHER_FROM,
  OUTAGE_WAIT_MAX_MS,
  OUTAGE_WAIT_MIN_MS,
  RELAY_GATHER_MS,
  RELAY_POLL_MS,
} from '../limits.js';
import type { MessagingLog } from '../log.js';
import { MessagingTelemetry } from '../telemetry/messaging-telemetry.js';
import { sendSpan } from '../telemetry/send-span.js';
import { Doorbell, doorbellChannel } from './doorbell.js';
import { lead } from './leader.js';
import { PublishPipeline } from './publish-pipeline.js';
import type { PublishOutcome } from './publish.js';
import { RelayBacklog } from './relay-backlog.js';
import { RelayStore, type OutboxRow } from './relay-store.js';

export interface RelaySettings {
  readonly service: string;
  readonly databaseUrl: string;
  readonly dataSource: DataSource;
  readonly connection: NatsConnection;
  readonly log: MessagingLog;
  readonly telemetry?: MessagingTelemetry;
}

export type RelayState =
  | 'stopped'
  | 'following'
  | 'idle'
  | 'publishing'
  | 'waiting for the broker'
  | 'waiting for the database'
  /** So many ids are missing that it reads no further until the transaction ends that may still bring some of them. */
  | 'waiting for an open transaction';

/** Old rows are removed this often, a bounded number at a time; and sooner again while there are more. */
const PRUNE_EVERY_MS = 60_000;
const PRUNE_ON_MS = 1_000;

/**
 * Carries outbox rows to the broker.
 *
 * *following* until elected → *idle* (woken after a commit in this process, by a ring from another one, or by the poll
 * floor) → *publishing*: read the rows after the position, and those in its holes; publish them all at once with their
 * message ids; save the new position. The next rows are read meanwhile. A row the broker refuses is parked with its error
 * and blocks nobody. *waiting*, with growing pauses and without end, while the broker or the database is away.
 *
 * Invariants: a row is passed by only when it was acknowledged, parked, or can never come ({@link RelayBacklog}). The position
 * is written through the session that holds the leader's lock, so there is one writer.
 *
 * Failure points: death after publishing and before the position is saved repeats the publish under the same message id,
 * which the broker recognises within its window and every inbox afterwards. Order is best effort; consumers don't rely on it.
 */
export class OutboxRelay {
  private readonly stopping = new AbortController();
  private readonly pipeline: PublishPipeline;
  private readonly telemetry: MessagingTelemetry;
  private readonly doorbell: Doorbell;
  private readonly schema: string;
  private wakeUp: () => void = () => undefined;
  private woken = false;
  private running: Promise<void> | undefined;
  private pruneAtMs = 0;
  state: RelayState = 'stopped';
  published = 0;
  duplicates = 0;
  parked = 0;

  constructor(private readonly settings: RelaySettings) {
    const { dataSource, connection } = settings;
    this.schema = (dataSource.options as { schema?: string }).schema ?? 'public';
    this.pipeline = new PublishPipeline(connection);
    this.telemetry = settings.telemetry ?? new MessagingTelemetry();
    this.doorbell = new Doorbell(dataSource, this.schema);
  }

  start(): void {
    this.state = 'following';
    const { databaseUrl, service, log } = this.settings;
    const seeking = (reachable: boolean) => (this.state = reachable ? 'following' : 'waiting for the database');
    const election = { databaseUrl, name: `relay:${service}`, log, schema: this.schema, seeking };
    this.running = lead(election, this.stopping.signal, (leading, session) => this.relayWhile(leading, session));
  }

  /** Says that rows were committed. Cheap; many calls become one look. */
  wake(): void {
    if (this.state === 'following') return this.doorbell.ring();
    this.woken = true;
    this.wakeUp();
  }

  /** Finishes the batch under way, then stops. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.doorbell.stop();
    await this.running;
    this.state = 'stopped';
  }

  private async relayWhile(leading: AbortSignal, session: pg.Client): Promise<void> {
    session.on('notification', () => this.wake());
    await session.query(`LISTEN ${session.escapeIdentifier(doorbellChannel(this.schema))}`);
    const store = new RelayStore(session);
    const backlog = new RelayBacklog(store, await store.load());
    this.state = 'idle';
    let failures = 0;
    while (!leading.aborted) {
      await this.prune(store);
      const beganAtMs = performance.now();
      const { rows, more } = await backlog.due();
      const progress = rows.length === 0 ? 'empty' : await this.publish(backlog, store, rows);
      failures = progress === 'none' ? failures + 1 : 0;
      if (progress === 'none') await this.waitOut(failures, leading);
      else if (!more) await this.idle(backlog, leading, rows.length < GATHER_FROM ? 0 : beganAtMs + RELAY_GATHER_MS);
    }
    this.state = 'following';
  }

  private async publish(
    backlog: RelayBacklog,
    store: RelayStore,
    rows: readonly OutboxRow[],
  ): Promise<'some' | 'none'> {
    failpoint('relay.read');
    // Who is waiting stays so, visibly, until something gets through.
    if (!this.state.startsWith('waiting')) this.state = 'publishing';
    const outcomes = await this.send(rows);
    failpoint('relay.published');
    const settled = new Set<number>();
    const unroutable: number[] = [];
    for (const [index, row] of rows.entries()) {
      const outcome = outcomes[index]!;
      if (outcome.kind === 'refused') await this.park(store, row, outcome.error);
      if (outcome.kind === 'acknowledged') this.count(outcome.duplicate);
      if (outcome.kind !== 'unavailable') settled.add(row.id);
      else if (outcome.only) unroutable.push(row.id);
    }
    if (settled.size + unroutable.length === 0) {
      // Nothing got through, so nothing is known that was not before: the same rows are read again.
      backlog.lookAgain();
      return 'none';
    }
    await backlog.advance(rows, settled);
    failpoint('relay.marked');
    const waiting = backlog.defer(unroutable);
    if (unroutable.length > 0) {
      const { log, service } = this.settings;
      log.warn('no stream takes some events; they wait', { service, events: waiting });
    }
    this.state = 'publishing';
    return 'some';
  }

  private async send(rows: readonly OutboxRow[]): Promise<PublishOutcome[]> {
    const began = performance.now();
    const span = sendSpan(this.telemetry.tracing, rows);
    const outcomes = await this.pipeline.publishAll(rows);
    const summary = { published: 0, duplicates: 0, parked: 0, unavailable: 0 };
    for (const outcome of outcomes) {
      if (outcome.kind === 'refused') summary.parked += 1;
      else if (outcome.kind === 'unavailable') summary.unavailable += 1;
      else {
        summary.published += 1;
        if (outcome.duplicate) summary.duplicates += 1;
      }
    }
    span.end(summary);
    this.telemetry.metrics.sent(summary, (performance.now() - began) / 1_000);
    return outcomes;
  }

  private count(duplicate: boolean): void {
    this.published += 1;
    if (duplicate) this.duplicates += 1;
  }

  private async park(store: RelayStore, row: OutboxRow, error: string): Promise<void> {
    this.settings.log.error('the broker refuses an event; parked', { messageId: row.messageId, error });
    await store.park(row.id, error.slice(0, ERROR_TEXT_LIMIT));
    this.parked += 1;
  }

  private async prune(store: RelayStore): Promise<void> {
    const now = performance.now();
    if (now < this.pruneAtMs) return;
    this.pruneAtMs = now + PRUNE_EVERY_MS;
    if ((await store.prune()) === 'more') this.pruneAtMs = now + PRUNE_ON_MS;
  }

  /** @param notBeforeMs it stays idle until then even when woken, so that more can gather */
  private async idle(backlog: RelayBacklog, leading: AbortSignal, notBeforeMs: number): Promise<void> {
    if (backlog.isCrowded) this.state = 'waiting for the broker';
    else this.state = backlog.isRiddled ? 'waiting for an open transaction' : 'idle';
    if (!this.woken) await this.nap(leading);
    const tooEarlyMs = notBeforeMs - performance.now();
    if (tooEarlyMs > 0) await pause(tooEarlyMs, leading);
    this.woken = false;
    // What was read ahead is older than the wake-up.
    backlog.lookAgain();
  }

  /** Until woken, or the next look is due. */
  private nap(leading: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (leading.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        leading.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, RELAY_POLL_MS);
      leading.addEventListener('abort', end, { once: true });
      this.wakeUp = end;
    });
  }

  private async waitOut(failures: number, leading: AbortSignal): Promise<void> {
    this.state = 'waiting for the broker';
    this.settings.log.warn(this.state, { service: this.settings.service, failures });
    await pause(retryDelayMs(failures, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), leading);
  }
}

import { jetstream, jetstreamManager, type JetStreamClient, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource } from 'typeorm';
import { isInfrastructureFailure } from '@vividwalls/persistence';
import { pause, retryDelayMs } from '../backoff.js';
import { provisionDurable } from '../broker/streams.js';
import { decodeEnvelope } from '../envelope.js';
import { claim } from '../inbox/claim.js';
import {
  MAX_BATCH_EVENTS,
  OUTAGE_WAIT_MAX_MS,
  OUTAGE_WAIT_MIN_MS,
  RETRY_BASE_MS,
  SHUTDOWN_GRACE_MS,
  WORKING_INTERVAL_MS,
} from '../limits.js';
import type { MessagingLog } from '../log.js';
import type { ConsumerDefinition, DecodedDelivery } from './consumer-definition.js';
import { publishDeadLetter } from './dead-letter.js';
import { verdictOn } from './settle.js';
import { SourceReader } from './source-reader.js';
import { toDelivery } from './to-delivery.js';

export interface ConsumerSettings {
  /** CloudEvents source of the dead letters this consumer writes. */
  readonly source: string;
  readonly dataSource: DataSource;
  readonly connection: NatsConnection;
  readonly log: MessagingLog;
  readonly now: () => Date;
  /** Called after a batch committed: its outbox rows are there to be relayed. */
  readonly committed: () => void;
}

/** Shutdown began while a batch waited for the database; what is settled already ignores being given back. */
class Stopped extends Error {}

/** A message fetched ahead, and the life of the stream it came from. */
interface Fetched {
  readonly message: JsMsg;
  readonly streamCreatedAt: string;
}

/** A message in hand, with its envelope where the consumer takes events. */
interface Held extends Fetched {
  readonly delivery: DecodedDelivery;
}

export type ConsumerState = 'stopped' | 'running' | 'waiting for the database';

/**
 * Handles a durable's messages in batches, each batch one transaction.
 *
 * A message is *buffered* (fetched ahead, bounded in bytes) → *held* by the batch under way → one of: *acknowledged* after
 * the commit; *given back* with a delay; *dead-lettered* and terminated. While buffered or held it is reported as in
 * progress, so that a slow database does not make the broker deliver it elsewhere.
 *
 * A batch that fails is halved until the bad event stands alone; the good ones commit. When the failure is the
 * database's own, nothing is halved or counted: the batch waits and is tried again. Death before the commit undoes all
 * of it; death after the commit and before the acknowledgement brings the messages again, and the inbox knows them.
 */
export class BatchConsumer {
  private readonly stopping = new AbortController();
  private readonly client: JetStreamClient;
  private readonly readers: SourceReader[] = [];
  private readonly buffer: Fetched[] = [];
  private held: readonly Fetched[] = [];
  private wakeUp: () => void = () => undefined;
  private loop: Promise<void> | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  state: ConsumerState = 'stopped';
  handled = 0;
  repeats = 0;
  retried = 0;
  deadLettered = 0;
  batches = 0;

  constructor(
    readonly definition: ConsumerDefinition,
    private readonly settings: ConsumerSettings,
  ) {
    this.client = jetstream(settings.connection);
  }

  /** Makes the durables and begins to consume. */
  async start(): Promise<void> {
    const manager = await jetstreamManager(this.settings.connection);
    for (const { stream, subjects } of this.definition.sources) {
      const declare = () =>
        provisionDurable(manager, { stream, durable: this.definition.name, filterSubjects: subjects });
      await declare();
      const reader = new SourceReader(this.client, manager, stream, this.definition.name, this.settings.log, declare);
      reader.start((message, streamCreatedAt) => this.take({ message, streamCreatedAt }));
      this.readers.push(reader);
    }
    this.state = 'running';
    this.heartbeat = setInterval(() => this.reportProgress(), WORKING_INTERVAL_MS);
    this.loop = this.run();
  }

  /** Stops fetching, finishes the batch under way, gives back what has not started. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp();
    await Promise.all(this.readers.map((reader) => reader.stop()));
    const grace = new AbortController();
    await Promise.race([this.loop, pause(SHUTDOWN_GRACE_MS, grace.signal)]);
    grace.abort();
    clearInterval(this.heartbeat);
    for (const { message } of this.buffer.splice(0)) message.nak();
    this.state = 'stopped';
  }

  private take(fetched: Fetched): void {
    this.buffer.push(fetched);
    this.wakeUp();
  }

  private reportProgress(): void {
    if (this.settings.connection.isClosed()) return;
    for (const { message } of this.held) message.working();
    for (const { message } of this.buffer) message.working();
  }

  private async run(): Promise<void> {
    const maxBatch = this.definition.maxBatch ?? MAX_BATCH_EVENTS;
    while (!this.stopping.signal.aborted) {
      if (this.buffer.length === 0) {
        await new Promise<void>((resolve) => (this.wakeUp = resolve));
        continue;
      }
      this.held = this.buffer.splice(0, maxBatch);
      try {
        await this.handleBatch(this.held);
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        for (const { message } of this.held) message.nak(RETRY_BASE_MS);
      }
      this.held = [];
    }
  }

  private async handleBatch(batch: readonly Fetched[]): Promise<void> {
    this.batches += 1;
    const admitted: Held[] = [];
    for (const fetched of batch) {
      try {
        admitted.push({ ...fetched, delivery: this.decode(fetched) });
      } catch (error) {
        await this.settleFailure(fetched, error);
      }
    }
    if (admitted.length > 0) await this.attempt(admitted);
  }

  private decode({ message, streamCreatedAt }: Fetched): DecodedDelivery {
    const delivery = toDelivery(message, streamCreatedAt);
    if (this.definition.kind === 'raw') return delivery as DecodedDelivery;
    const envelope = decodeEnvelope(message.data);
    this.definition.admit(envelope);
    return { ...delivery, envelope };
  }

  private async attempt(batch: readonly Held[]): Promise<void> {
    const error = await this.commitWhenPossible(batch);
    if (error !== undefined) return this.isolate(batch, error);
    for (const { message } of batch) message.ack();
  }

  /** Commits, waiting out the database's own failures. Returns the error of a batch that failed by itself. */
  private async commitWhenPossible(batch: readonly Held[]): Promise<unknown> {
    for (let failures = 1; ; failures += 1) {
      try {
        await this.commit(batch);
        return undefined;
      } catch (error) {
        if (!isInfrastructureFailure(error)) return error;
        this.state = 'waiting for the database';
        this.settings.log.warn('batch waits for the database', {
          consumer: this.definition.name,
          events: batch.length,
          error: (error as Error).message,
        });
        await pause(retryDelayMs(failures, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), this.stopping.signal);
        if (this.stopping.signal.aborted) throw new Stopped();
      }
    }
  }

  private async commit(batch: readonly Held[]): Promise<void> {
    const { definition, settings } = this;
    await settings.dataSource.transaction(async (tx) => {
      const deliveries = batch.map(({ delivery }) => delivery);
      if (definition.kind === 'raw') return definition.handle(tx, deliveries);
      const fresh = await claim(
        tx,
        definition.name,
        deliveries.map(({ envelope }) => envelope.id),
      );
      const due = deliveries.filter(({ envelope }) => fresh.delete(envelope.id));
      this.repeats += deliveries.length - due.length;
      if (due.length > 0) await definition.handle(tx, due);
    });
    this.state = 'running';
    this.handled += batch.length;
    settings.committed();
  }

  private async isolate(batch: readonly Held[], error: unknown): Promise<void> {
    if (batch.length === 1) return this.settleFailure(batch[0]!, error);
    const middle = Math.ceil(batch.length / 2);
    await this.attempt(batch.slice(0, middle));
    await this.attempt(batch.slice(middle));
  }

  private async settleFailure({ message, streamCreatedAt }: Fetched, error: unknown): Promise<void> {
    const { definition, settings } = this;
    const now = settings.now();
    const verdict = verdictOn(error, message.info.deliveryCount, now);
    const details = { consumer: definition.name, stream: message.info.stream, sequence: message.seq };
    const text = error instanceof Error ? error.message : String(error);
    if (verdict.kind === 'retry') {
      this.retried += 1;
      settings.log.warn('event fails; another try later', { ...details, error: text, delayMs: verdict.delayMs });
      return message.nak(verdict.delayMs);
    }
    const failure = { reason: verdict.reason, error, now };
    const outcome = await publishDeadLetter(
      this.client,
      settings.source,
      definition.name,
      toDelivery(message, streamCreatedAt),
      failure,
    );
    if (outcome.kind !== 'acknowledged') {
      settings.log.error('dead letter not accepted; the event stays', { ...details, error: outcome.error });
      return message.nak(OUTAGE_WAIT_MAX_MS);
    }
    this.deadLettered += 1;
    settings.log.error('event dead-lettered', { ...details, reason: verdict.reason, error: text });
    message.term(verdict.reason);
  }
}

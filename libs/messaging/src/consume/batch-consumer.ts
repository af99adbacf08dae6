import { jetstreamManager } from '@nats-io/jetstream';
import { pause } from '../backoff.js';
import { provisionDurable } from '../broker/streams.js';
import {
  ACK_WAIT_MS,
  GATHER_ENOUGH,
  GATHER_FROM,
  GATHER_MS,
  MAX_BATCH_EVENTS,
  RETRY_BASE_MS,
  SHUTDOWN_GRACE_MS,
  WORKING_PER_ACK_WAIT,
} from '../limits.js';
import { MessagingTelemetry } from '../telemetry/messaging-telemetry.js';
import { BatchHandling, Stopped } from './batch-handling.js';
import type { ConsumerDefinition } from './consumer-definition.js';
import type { ConsumerSettings } from './consumer-settings.js';
import { Settlement } from './settlement.js';
import { SourceReader } from './source-reader.js';
import type { StreamMessage } from './stream-message.js';
import { Trials } from './trials.js';
import { WaitingRetries } from './waiting-retries.js';
import { WaitingRoom } from './waiting-room.js';

export type ConsumerState = 'stopped' | 'running' | `waiting for ${string}`;

/**
 * Handles a durable's messages in batches, each batch one transaction. Where the definition allows several at once, a further
 * one begins only when there is enough for it: under a small load there is one, and it is as large as it can be.
 *
 * A message is *buffered* (fetched ahead, bounded in messages and bytes) → *held* by a batch under way ({@link BatchHandling})
 * → one of: *acknowledged* after the commit; *given back* with a delay; *waiting* for its cause in the service's own table and
 * acknowledged; *dead-lettered* and terminated. While buffered or held it is reported as in progress, so that a slow
 * database does not make the broker deliver it elsewhere; while a batch waits for the database, no more is fetched than fits.
 */
export class BatchConsumer {
  private readonly stopping = new AbortController();
  private readonly readers = new Map<string, SourceReader>();
  private readonly buffer: StreamMessage[] = [];
  private readonly waitingRetries: WaitingRetries | undefined;
  private readonly settlement: Settlement;
  private readonly handling: BatchHandling;
  /** Batches that are held, each until its end. */
  private readonly underWay = new Set<readonly StreamMessage[]>();
  private last = { size: 0, beganAtMs: 0 };
  private wakeUp: () => void = () => undefined;
  private loop: Promise<void> | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private isRunning = false;
  batches = 0;

  constructor(
    readonly definition: ConsumerDefinition,
    private readonly settings: ConsumerSettings,
  ) {
    const { name } = definition;
    const room = new WaitingRoom(settings.dataSource, name, settings.now);
    const trials = new Trials(settings.dataSource, name);
    const telemetry = settings.telemetry ?? new MessagingTelemetry();
    this.settlement = new Settlement(name, settings, room, trials, telemetry.metrics);
    this.handling = new BatchHandling(definition, {
      ...{ settings, telemetry, trials, settlement: this.settlement, stopping: this.stopping.signal },
      outcome: () => this.waitingRetries?.look(),
    });
    if (definition.kind === 'events') {
      this.waitingRetries = new WaitingRetries(definition, room, { ...settings, telemetry }, this.settlement);
    }
  }

  get state(): ConsumerState {
    if (!this.isRunning) return 'stopped';
    const { waitsFor } = this.handling;
    return waitsFor === undefined ? 'running' : `waiting for ${waitsFor}`;
  }

  get handled(): number {
    return this.handling.handled;
  }

  get repeats(): number {
    return this.handling.repeats;
  }

  get retried(): number {
    return this.settlement.retried;
  }

  get deadLettered(): number {
    return this.settlement.deadLettered;
  }

  /** Events that wait for their cause, as far as the last look saw. */
  get waiting(): number {
    return this.waitingRetries?.waiting ?? 0;
  }

  /** Messages fetched and not settled, and their bytes. */
  get inFlight(): { readonly messages: number; readonly bytes: number } {
    let [messages, bytes] = [0, 0];
    for (const message of this.unsettled()) [messages, bytes] = [messages + 1, bytes + message.size];
    return { messages, bytes };
  }

  /** Makes the durables and begins to consume. */
  async start(): Promise<void> {
    const { connection, log, durable: tuning } = this.settings;
    const manager = await jetstreamManager(connection);
    const durable = this.definition.name;
    for (const { stream, subjects } of this.definition.sources) {
      const declare = () => provisionDurable(manager, { stream, durable, filterSubjects: subjects, ...tuning });
      await declare();
      const take = (message: StreamMessage) => this.take(message);
      const held = () => this.heldOf(stream);
      const reader = new SourceReader({ connection, manager, stream, durable, log, declare, take, held });
      this.readers.set(stream, reader);
    }
    this.isRunning = true;
    for (const reader of this.readers.values()) reader.start();
    const ackWaitMs = tuning?.ackWaitMs ?? ACK_WAIT_MS;
    this.heartbeat = setInterval(() => this.reportProgress(), ackWaitMs / WORKING_PER_ACK_WAIT);
    this.loop = this.run();
    this.waitingRetries?.start();
  }

  /** Stops fetching, finishes the batch under way, gives back what has not started. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp();
    await Promise.all([...this.readers.values()].map((reader) => reader.stop()));
    const grace = new AbortController();
    const finished = Promise.all([this.loop, this.waitingRetries?.stop()]);
    await Promise.race([finished, pause(SHUTDOWN_GRACE_MS, grace.signal)]);
    grace.abort();
    clearInterval(this.heartbeat);
    for (const message of this.buffer.splice(0)) message.nak();
    this.isRunning = false;
  }

  private take(message: StreamMessage): void {
    this.buffer.push(message);
    this.wakeUp();
  }

  /** Of every batch under way and of what waits. */
  private *unsettled(): Generator<StreamMessage> {
    for (const batch of this.underWay) yield* batch;
    yield* this.buffer;
  }

  private heldOf(stream: string): { messages: number; bytes: number } {
    let [messages, bytes] = [0, 0];
    for (const message of this.unsettled()) {
      if (message.stream !== stream || message.settled) continue;
      messages += 1;
      bytes += message.size;
    }
    return { messages, bytes };
  }

  private reportProgress(): void {
    for (const message of this.unsettled()) message.working();
  }

  private get maxBatch(): number {
    return this.definition.maxBatch ?? MAX_BATCH_EVENTS;
  }

  private async run(): Promise<void> {
    const ends = new Set<Promise<void>>();
    while (!this.stopping.signal.aborted) {
      if (!this.mayBegin()) {
        await new Promise<void>((resolve) => (this.wakeUp = resolve));
        continue;
      }
      await this.gather();
      if (this.stopping.signal.aborted) break;
      const end = this.handleHeld(this.buffer.splice(0, this.maxBatch)).finally(() => ends.delete(end));
      ends.add(end);
    }
    await Promise.all(ends);
  }

  private mayBegin(): boolean {
    if (this.underWay.size === 0) return this.buffer.length > 0;
    return (
      this.underWay.size < (this.definition.batchesAtOnce ?? 1) &&
      this.buffer.length >= Math.min(this.maxBatch, GATHER_ENOUGH)
    );
  }

  private async handleHeld(batch: readonly StreamMessage[]): Promise<void> {
    this.underWay.add(batch);
    this.batches += 1;
    this.last = { size: batch.length, beganAtMs: performance.now() };
    try {
      await this.handling.handle(batch);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      for (const message of batch) message.nak(RETRY_BASE_MS);
    } finally {
      this.underWay.delete(batch);
      for (const reader of this.readers.values()) reader.replenish();
      this.wakeUp();
    }
  }

  /** Lets the batch grow while events come at a steady pace. */
  private async gather(): Promise<void> {
    const { size, beganAtMs } = this.last;
    if (size < GATHER_FROM || this.buffer.length >= Math.min(this.maxBatch, GATHER_ENOUGH)) return;
    const tooEarlyMs = beganAtMs + GATHER_MS - performance.now();
    if (tooEarlyMs > 0) await pause(tooEarlyMs, this.stopping.signal);
  }
}

import { jetstreamManager } from '@nats-io/jetstream';
import { isInfrastructureFailure } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import { pause, retryDelayMs } from '../backoff.js';
import { provisionDurable } from '../broker/streams.js';
import { decodeEnvelope } from '../envelope.js';
import { Unavailable } from '../errors.js';
import { failpoint } from '../failpoints.js';
import {
  ACK_WAIT_MS,
  DEATHS_ALONE_MAX,
  GATHER_ENOUGH,
  GATHER_FROM,
  GATHER_MS,
  MAX_BATCH_EVENTS,
  OUTAGE_WAIT_MAX_MS,
  OUTAGE_WAIT_MIN_MS,
  RETRY_BASE_MS,
  SHUTDOWN_GRACE_MS,
  SUSPECT_AFTER_DELIVERIES,
  WORKING_PER_ACK_WAIT,
} from '../limits.js';
import { atOrigin } from '../redrive/redrive-message.js';
import { MessagingTelemetry } from '../telemetry/messaging-telemetry.js';
import { Turn } from '../turn.js';
import type { ConsumerDefinition, DecodedDelivery, Delivery } from './consumer-definition.js';
import type { ConsumerSettings } from './consumer-settings.js';
import { KillsItsProcess } from './kills-its-process.js';
import { Settlement, type Held } from './settlement.js';
import { suspectGroups } from './suspect-groups.js';
import { SourceReader } from './source-reader.js';
import type { StreamMessage } from './stream-message.js';
import { Trials } from './trials.js';
import { transact } from './transact.js';
import { WaitingRetries } from './waiting-retries.js';
import { WaitingRoom } from './waiting-room.js';

/** Shutdown began while a batch waited for the database; what is settled already ignores being given back. */
class Stopped extends Error {}

export type ConsumerState = 'stopped' | 'running' | `waiting for ${string}`;

const DATABASE = 'the database';

/**
 * Handles a durable's messages in batches, each batch one transaction. Where the definition allows several at once, a further
 * one begins only when there is enough for it: under a small load there is one, and it is as large as it can be.
 *
 * A message is *buffered* (fetched ahead, bounded in messages and bytes) → *held* by a batch under way → one of:
 * *acknowledged* after the commit; *given back* with a delay; *waiting* for its cause in the service's own table and
 * acknowledged; *dead-lettered* and terminated. While buffered or held it is reported as in progress, so that a slow
 * database does not make the broker deliver it elsewhere.
 *
 * A batch that fails is halved until the bad event stands alone; the good ones commit. When the failure is the database's
 * own, or of something every event needs, nothing is halved or counted: the batch waits, nothing more is fetched, and it is
 * tried again. Death before the commit undoes all of it; death after the commit and before the acknowledgement brings the
 * messages again, and the inbox knows them. What came back too often may be what kills the process, so it is handled alone.
 */
export class BatchConsumer {
  private readonly stopping = new AbortController();
  private readonly readers = new Map<string, SourceReader>();
  private readonly buffer: StreamMessage[] = [];
  private readonly waitingRetries: WaitingRetries | undefined;
  private readonly trials: Trials;
  private readonly telemetry: MessagingTelemetry;
  private readonly settlement: Settlement;
  /** Batches that are held, each until its end. */
  private readonly underWay = new Set<readonly StreamMessage[]>();
  private last = { size: 0, beganAtMs: 0 };
  private wakeUp: () => void = () => undefined;
  private loop: Promise<void> | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  state: ConsumerState = 'stopped';
  handled = 0;
  repeats = 0;
  batches = 0;

  constructor(
    readonly definition: ConsumerDefinition,
    private readonly settings: ConsumerSettings,
  ) {
    const { name } = definition;
    const room = new WaitingRoom(settings.dataSource, name, settings.now);
    this.trials = new Trials(settings.dataSource, name);
    this.telemetry = settings.telemetry ?? new MessagingTelemetry();
    this.settlement = new Settlement(name, settings, room, this.trials, this.telemetry.metrics);
    if (definition.kind === 'events') {
      this.waitingRetries = new WaitingRetries(
        definition,
        room,
        { ...settings, telemetry: this.telemetry },
        this.settlement,
      );
    }
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
    this.state = 'running';
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
    this.state = 'stopped';
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
    this.last = { size: batch.length, beganAtMs: performance.now() };
    try {
      await this.handleBatch(batch);
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

  private async handleBatch(batch: readonly StreamMessage[]): Promise<void> {
    this.batches += 1;
    const admitted: Held[] = [];
    const suspects: Held[] = [];
    const turn = new Turn();
    for (const message of batch) {
      if (turn.isOver) await turn.next();
      const delivery = message.toDelivery();
      try {
        const held = { message, delivery: this.decode(delivery) };
        (message.deliveryCount > SUSPECT_AFTER_DELIVERIES ? suspects : admitted).push(held);
      } catch (error) {
        await this.settlement.failed({ message, delivery }, error);
      }
    }
    if (admitted.length > 0) await this.attempt(admitted);
    for (const group of suspectGroups(suspects, ({ message }) => message.deliveryCount, this.maxBatch)) {
      if (group.length > 1) await this.attempt(group);
      else await this.attemptAlone(group[0]!);
    }
  }

  /** Notes that the message is begun before it is: if the process dies of it, the note is what remains. */
  private async attemptAlone(suspect: Held): Promise<void> {
    const { delivery, message } = suspect;
    const begun = await this.whenPossible(() => this.trials.begunAlone(delivery), 1);
    if (begun <= DEATHS_ALONE_MAX) return this.attempt([suspect]);
    const deaths = begun - 1;
    const reason = 'deliveries exhausted';
    const kept = await this.settlement.deadLetter(delivery, reason, new KillsItsProcess(deaths), deaths);
    if (kept) message.term(reason);
    else message.nak(OUTAGE_WAIT_MAX_MS);
  }

  private decode(delivery: Delivery): Delivery | DecodedDelivery {
    if (this.definition.kind === 'raw') return delivery;
    return { ...delivery, envelope: this.definition.admit(decodeEnvelope(delivery.bytes), atOrigin(delivery).subject) };
  }

  private async attempt(batch: readonly Held[], depth = 0): Promise<void> {
    try {
      await this.whenPossible(() => this.commit(batch, depth), batch.length);
    } catch (error) {
      if (error instanceof Stopped) throw error;
      return this.isolate(batch, error, depth);
    }
    for (const { message } of batch) message.ack();
    failpoint('consumer.acknowledged');
  }

  /** Does the work as soon as it can be done: waits, without end, while something is away that every event needs. */
  private async whenPossible<T>(work: () => Promise<T>, events: number): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await work();
      } catch (error) {
        const away = error instanceof Unavailable ? error.dependency : isInfrastructureFailure(error) ? DATABASE : '';
        if (away === '') throw error;
        this.state = `waiting for ${away}`;
        const consumer = this.definition.name;
        this.settings.log.warn('batch waits', { consumer, for: away, events, error: (error as Error).message });
        await pause(retryDelayMs(failures, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), this.stopping.signal);
        if (this.stopping.signal.aborted) throw new Stopped();
      }
    }
  }

  private async commit(batch: readonly Held[], depth: number): Promise<void> {
    const { definition, settings, telemetry } = this;
    const deliveries = batch.map(({ delivery }) => delivery);
    const forget = (tx: EntityManager) => this.trials.forget(tx, deliveries);
    const repeats = await transact(settings, telemetry, { definition, deliveries, depth }, forget);
    failpoint('consumer.committed');
    this.state = 'running';
    this.handled += batch.length;
    this.repeats += repeats;
    settings.committed();
    this.waitingRetries?.look();
  }

  private async isolate(batch: readonly Held[], error: unknown, depth: number): Promise<void> {
    if (batch.length === 1) {
      await this.settlement.failed(batch[0]!, error);
      return this.waitingRetries?.look();
    }
    const middle = Math.ceil(batch.length / 2);
    await this.attempt(batch.slice(0, middle), depth + 1);
    await this.attempt(batch.slice(middle), depth + 1);
  }
}

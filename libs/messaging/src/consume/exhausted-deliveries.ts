import {
  jetstream,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstreamManager,
  type JetStreamManager,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource } from 'typeorm';
import { pause } from '../backoff.js';
import type { CoreIdentity } from '../core-event.js';
import { provisionDurable } from '../broker/streams.js';
import { CORE_STREAMS } from '../broker/core-streams.js';
import { OUTAGE_WAIT_MAX_MS, SHUTDOWN_GRACE_MS } from '../limits.js';
import type { MessagingLog } from '../log.js';
import type { Delivery } from './consumer-definition.js';
import { publishDeadLetter } from './dead-letter.js';
import { SourceReader } from './source-reader.js';
import type { StreamMessage } from './stream-message.js';

/** Subject of the broker's advisory that it gave a message up. */
export const exhaustedSubject = (stream: string, durable: string): string =>
  `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${stream}.${durable}`;

/** An advisory is looked into for as long as it takes: behind it there is no other net. */
const NO_LIMIT = -1;

const ADVISORY_TYPE = 'io.nats.jetstream.advisory.v1.max_deliver';

interface Advisory {
  readonly type: string;
  /** When it was said, ISO 8601. */
  readonly timestamp: string;
  readonly stream: string;
  readonly stream_seq: number;
  readonly deliveries: number;
}

export interface ExhaustedDeliveriesSettings {
  /** The durable whose messages these are. */
  readonly consumer: string;
  readonly identity: CoreIdentity;
  readonly connection: NatsConnection;
  readonly dataSource: DataSource;
  readonly log: MessagingLog;
}

const CARED_FOR = `SELECT 1 FROM inbox WHERE consumer = $1 AND event_id = $2
  UNION ALL SELECT 1 FROM waiting WHERE consumer = $1 AND event_id = $2`;

/** Who died on the last attempt left no error; this stands in its place. */
class DeliveriesExhausted extends Error {
  override readonly name = 'DeliveriesExhausted';
  constructor(deliveries: number) {
    super(`delivered ${deliveries} times without an answer: probably the process dies of it every time`);
    this.stack = undefined;
  }
}

/**
 * The net under a process that dies on the last attempt. The broker gives such a message up and says so once, to whoever
 * listens at that moment; a stream keeps these advisories, so this listener may come late. Each becomes a dead letter,
 * unless the event was handled or waits for its cause, and only the acknowledgement was lost.
 */
export class ExhaustedDeliveries {
  private reader: SourceReader | undefined;
  private work: Promise<void> = Promise.resolve();
  private held = 0;
  private isStopping = false;
  deadLettered = 0;

  constructor(private readonly settings: ExhaustedDeliveriesSettings) {}

  async start(): Promise<void> {
    const { connection, consumer, log } = this.settings;
    const manager = await jetstreamManager(connection);
    const stream = CORE_STREAMS.advisories;
    const declare = () =>
      provisionDurable(manager, {
        stream,
        durable: consumer,
        filterSubjects: [exhaustedSubject('*', consumer)],
        maxDeliveries: NO_LIMIT,
      });
    await declare();
    const take = (message: StreamMessage) => {
      this.held += 1;
      this.work = this.work.then(() => this.handle(message));
    };
    const held = () => ({ messages: this.held, bytes: 0 });
    this.reader = new SourceReader({ connection, manager, stream, durable: consumer, log, declare, take, held });
    this.reader.start();
  }

  /** Finishes what it is looking into and gives back the rest. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.reader?.stop();
    const grace = new AbortController();
    await Promise.race([this.work, pause(SHUTDOWN_GRACE_MS, grace.signal)]);
    grace.abort();
  }

  private async handle(message: StreamMessage): Promise<void> {
    if (this.isStopping) return message.nak();
    try {
      const advisory = advisoryIn(message);
      if (advisory) await this.deadLetter(advisory);
      message.ack();
    } catch (error) {
      this.settings.log.warn('an exhausted message cannot be looked into; again later', {
        consumer: this.settings.consumer,
        error: (error as Error).message,
      });
      message.nak(OUTAGE_WAIT_MAX_MS);
    }
    this.held -= 1;
    this.reader?.replenish();
  }

  private async deadLetter(advisory: Advisory): Promise<void> {
    const { connection, identity, consumer, log } = this.settings;
    const { stream, stream_seq: sequence, deliveries } = advisory;
    // A message of the dead-letter stream lies there already.
    if (stream === CORE_STREAMS.deadLetters) return;
    const delivery = await this.find(advisory);
    if (!delivery) return log.error('an exhausted message is no longer in its stream', { consumer, stream, sequence });
    if (await this.isCaredFor(delivery)) return;
    const failure = {
      reason: 'deliveries exhausted',
      error: new DeliveriesExhausted(deliveries),
      attempts: deliveries,
    } as const;
    const outcome = await publishDeadLetter(jetstream(connection), identity, consumer, delivery, failure);
    if (outcome.kind !== 'acknowledged') throw new Error(`the dead letter was not accepted: ${outcome.error}`);
    this.deadLettered += 1;
    log.error('event dead-lettered', { consumer, stream, sequence, reason: failure.reason });
  }

  private async find({ timestamp, stream, stream_seq: sequence, deliveries }: Advisory): Promise<Delivery | undefined> {
    const manager = await jetstreamManager(this.settings.connection);
    const created = await createdAt(manager, stream);
    // In a stream that was made anew the sequence is another message's, which nobody gave up.
    if (created === undefined || Date.parse(created) > Date.parse(timestamp)) return undefined;
    const message = await manager.streams.getMessage(stream, { seq: sequence });
    if (!message) return undefined;
    const headers = Object.fromEntries(message.header.keys().map((name) => [name, message.header.get(name)]));
    return {
      stream,
      streamCreatedAt: created,
      sequence,
      subject: message.subject,
      storedAt: message.time,
      deliveryCount: deliveries,
      bytes: message.data,
      headers,
    };
  }

  /** Handled, or taken over into the waiting room. */
  private async isCaredFor({ bytes }: Delivery): Promise<boolean> {
    const { dataSource, consumer } = this.settings;
    let id: unknown;
    try {
      id = (JSON.parse(new TextDecoder().decode(bytes)) as { id?: unknown } | null)?.id;
    } catch {
      // No JSON has no id, and was not handled by it.
      return false;
    }
    if (typeof id !== 'string') return false;
    const rows = await dataSource.query<unknown[]>(CARED_FOR, [consumer, id]);
    return rows.length > 0;
  }
}

/** When a stream was made; undefined when there is none. */
async function createdAt(manager: JetStreamManager, stream: string): Promise<string | undefined> {
  try {
    return (await manager.streams.info(stream)).created;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return undefined;
    throw error;
  }
}

/** Undefined for what is no such advisory: nothing that can be looked into, now or later. */
function advisoryIn(message: StreamMessage): Advisory | undefined {
  try {
    const found = JSON.parse(new TextDecoder().decode(message.data)) as Partial<Advisory> | null;
    const isAdvisory = found?.type === ADVISORY_TYPE && Number.isInteger(found.stream_seq) && !!found.stream;
    return isAdvisory ? (found as Advisory) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

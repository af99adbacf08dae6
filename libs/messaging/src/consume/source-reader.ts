import type { JetStreamManager } from '@nats-io/jetstream';
import { createInbox, nanos, type Msg, type NatsConnection, type Subscription } from '@nats-io/nats-core';
import { pause, retryDelayMs } from '../backoff.js';
import {
  OUTAGE_WAIT_MAX_MS,
  OUTAGE_WAIT_MIN_MS,
  PREFETCH_BYTES,
  PREFETCH_MESSAGES,
  PULL_EXPIRES_MS,
  PULL_HEARTBEAT_MS,
} from '../limits.js';
import type { MessagingLog } from '../log.js';
import { inboxPrefixOf } from '../outbox/publish-pipeline.js';
import { StreamMessage } from './stream-message.js';

/** A request for messages that the broker has not yet fulfilled. Each has a subscription of its own, by which it is known. */
interface Pull {
  readonly subscription: Subscription;
  messages: number;
  bytes: number;
  heardAtMs: number;
}

/** What the broker counts of a message besides headers and payload: its subject and where it is to be acknowledged. */
const MESSAGE_FRAME_BYTES = 16 * 1024;

/** Statuses with which the broker speaks of a pull. */
const STATUS = { heartbeat: 100, notFound: 404, timeout: 408, conflict: 409 } as const;

export interface SourceReaderSettings {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  readonly stream: string;
  readonly durable: string;
  readonly log: MessagingLog;
  /** Makes the durable, or makes it again. */
  readonly declare: () => Promise<void>;
  readonly take: (message: StreamMessage) => void;
  /** What the taker holds of this source and has not handled: the room that is left is asked for. */
  readonly held: () => { readonly messages: number; readonly bytes: number };
}

/**
 * Reads a durable by pull requests, as much as there is room for and no more.
 *
 * The client's own iterator counts a message as done when it was received, so what a slow handler has not yet looked at
 * grows to the broker's pending limit, whatever the size of the messages. Here a pull asks for the room that is left, in
 * messages and in bytes, and the next one is sent when the last is half used up.
 *
 * *reading* → *interrupted* when a pull falls silent, the connection comes back, or the durable or stream is gone: it is
 * declared anew and read again, with growing pauses and without end; the inbox makes repetitions harmless.
 */
export class SourceReader {
  private readonly stopping = new AbortController();
  private readonly pulls = new Set<Pull>();
  private readonly connection: NatsConnection;
  private running: Promise<void> | undefined;
  private streamCreatedAt = '';
  private reading = false;
  private interrupt: (why: string) => void = () => undefined;

  constructor(private readonly settings: SourceReaderSettings) {
    this.connection = settings.connection;
  }

  start(): void {
    this.running = this.read();
    void this.watchConnection();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.interrupt('stopped');
    await this.running;
  }

  /** Asks for more when there is room. To be called whenever something was handled. */
  replenish(): void {
    if (!this.reading || this.stopping.signal.aborted) return;
    const held = this.settings.held();
    let [messages, bytes] = [held.messages, held.bytes];
    for (const pull of this.pulls) [messages, bytes] = [messages + pull.messages, bytes + pull.bytes];
    if (messages <= PREFETCH_MESSAGES / 2 && bytes <= PREFETCH_BYTES) this.pull(PREFETCH_MESSAGES - messages);
  }

  private pull(messages: number): void {
    const { stream, durable } = this.settings;
    const inbox = createInbox(inboxPrefixOf(this.connection));
    const subscription = this.connection.subscribe(inbox, {
      callback: (error, message) => (error ? this.interrupt(error.message) : this.arrived(message, pull)),
    });
    // A pull with room for less than the largest message would be refused for it again and again.
    const bytes = Math.max(PREFETCH_BYTES, this.connection.info?.max_payload ?? 0) + MESSAGE_FRAME_BYTES;
    const pull: Pull = { subscription, messages, bytes, heardAtMs: performance.now() };
    this.pulls.add(pull);
    const request = {
      batch: messages,
      max_bytes: bytes,
      expires: nanos(PULL_EXPIRES_MS),
      idle_heartbeat: nanos(PULL_HEARTBEAT_MS),
    };
    this.connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, JSON.stringify(request), {
      reply: inbox,
    });
  }

  private end(pull: Pull): void {
    this.pulls.delete(pull);
    pull.subscription.unsubscribe();
  }

  private async read(): Promise<void> {
    const { log, stream, durable } = this.settings;
    for (let failures = 0; !this.stopping.signal.aborted;) {
      const began = performance.now();
      try {
        const why = await this.readUntilInterrupted(failures > 0);
        if (this.stopping.signal.aborted) return;
        log.info('source interrupted', { stream, durable, why });
      } catch (error) {
        log.warn('source cannot be read', { stream, durable, error: (error as Error).message });
      }
      failures = performance.now() - began > OUTAGE_WAIT_MAX_MS ? 1 : failures + 1;
      await pause(retryDelayMs(failures, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), this.stopping.signal);
    }
  }

  private async readUntilInterrupted(again: boolean): Promise<string> {
    const { manager, stream, declare } = this.settings;
    if (again) await declare();
    this.streamCreatedAt = (await manager.streams.info(stream)).created;
    if (this.stopping.signal.aborted) return 'stopped';
    const interrupted = new Promise<string>((resolve) => (this.interrupt = resolve));
    const watch = setInterval(() => this.lookForSilence(), PULL_HEARTBEAT_MS);
    this.reading = true;
    this.replenish();
    try {
      return await interrupted;
    } finally {
      this.reading = false;
      clearInterval(watch);
      for (const pull of [...this.pulls]) this.end(pull);
    }
  }

  private arrived(message: Msg, pull: Pull): void {
    pull.heardAtMs = performance.now();
    if (message.data.length === 0 && (message.headers?.code ?? 0) > 0) return this.status(message, pull);
    pull.messages -= 1;
    pull.bytes -= message.data.length;
    this.settings.take(new StreamMessage(message, this.connection, this.streamCreatedAt));
    // What arrives makes no room; only the end of its pull may.
    if (pull.messages > 0) return;
    this.end(pull);
    this.replenish();
  }

  private status(message: Msg, pull: Pull): void {
    const { code, description } = message.headers!;
    if (code === STATUS.heartbeat) return;
    this.end(pull);
    if (code === STATUS.timeout || code === STATUS.notFound) return this.replenish();
    if (code === STATUS.conflict && /max ?bytes|batch completed/i.test(description)) return this.replenish();
    // Deleted, moved to another leader, or nobody there: look again from the beginning.
    this.interrupt(`${code} ${description}`);
  }

  private lookForSilence(): void {
    const oldest = performance.now() - 2 * PULL_HEARTBEAT_MS;
    for (const { heardAtMs } of this.pulls) if (heardAtMs < oldest) return this.interrupt('the broker is silent');
    this.replenish();
  }

  /** Pulls die with their connection. */
  private async watchConnection(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (this.stopping.signal.aborted) return;
      if (type === 'reconnect') this.interrupt('reconnected');
    }
  }
}

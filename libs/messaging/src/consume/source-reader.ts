import type { ConsumerMessages, JetStreamClient, JetStreamManager, JsMsg } from '@nats-io/jetstream';
import { pause, retryDelayMs } from '../backoff.js';
import { OUTAGE_WAIT_MAX_MS, OUTAGE_WAIT_MIN_MS, PREFETCH_BYTES } from '../limits.js';
import type { MessagingLog } from '../log.js';

/**
 * Keeps a pull subscription to one durable open. When it ends by itself (the consumer was deleted, the broker lost its
 * state) the durable is declared anew and read again; the inbox makes the repetition harmless.
 */
export class SourceReader {
  private readonly stopping = new AbortController();
  private messages: ConsumerMessages | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly client: JetStreamClient,
    private readonly manager: JetStreamManager,
    private readonly stream: string,
    private readonly durable: string,
    private readonly log: MessagingLog,
    private readonly declare: () => Promise<void>,
  ) {}

  /** @param take called with each message and the stream's time of creation, which tells one life of a stream from the next */
  start(take: (message: JsMsg, streamCreatedAt: string) => void): void {
    this.running = this.read(take);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.messages?.stop();
    await this.running;
  }

  private async read(take: (message: JsMsg, streamCreatedAt: string) => void): Promise<void> {
    for (let failures = 0; !this.stopping.signal.aborted;) {
      try {
        if (failures > 0) await this.declare();
        const { created } = await this.manager.streams.info(this.stream);
        const consumer = await this.client.consumers.get(this.stream, this.durable);
        this.messages = await consumer.consume({ max_bytes: PREFETCH_BYTES, abort_on_missing_resource: true });
        if (this.stopping.signal.aborted) this.messages.stop();
        for await (const message of this.messages) {
          failures = 0;
          take(message, created);
        }
      } catch (error) {
        this.log.warn('source interrupted', { stream: this.stream, error: (error as Error).message });
      }
      failures += 1;
      await pause(retryDelayMs(failures, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), this.stopping.signal);
    }
  }
}

import type { Consumer, JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import type { Delivery } from '../../consume/consumer-definition.js';

import type { MessagingLog } from '../../log.js';
import { PAGE_EXPIRES_MS, REPLAY_PAGE_MESSAGES } from '../replay-limits.js';
import type { EventSource, SourcedMessage } from './event-source.js';
import { messageDelivery } from './message-delivery.js';
import { patiently, SourceGone } from './patience.js';
import { makeReplayConsumer, removeReplayConsumer, type StreamStart } from './replay-consumer.js';

export interface StreamSourceSettings {
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly stream: string;
  readonly subjects: readonly string[];
  readonly consumerName: string;
  readonly start: StreamStart;
  /** Given for the stream of redriven messages: what one was at its origin; undefined when that is not replayed. */
  readonly atOrigin?: (delivery: Delivery) => Delivery | undefined;
  readonly log: MessagingLog;
  readonly signal: AbortSignal;
}

/**
 * A stream from a place on, page by page, with one page fetched ahead.
 *
 * Pages are never larger than what the broker says is pending, so a request is filled at once and none is left open. Nothing is
 * acknowledged: the place is kept here, and the consumer's own count of deliveries shows a message lost on the way. Then, and
 * after any interruption, the consumer is made anew behind the last message that arrived.
 */
export class StreamSource implements EventSource {
  readonly part = 'stream';
  private consumer: Consumer | undefined;
  private streamCreatedAt: string | undefined;
  /** Stream sequence of the last message that arrived, 0 before the first. */
  private arrivedUpTo = 0;
  /** The consumer's count of what arrived. */
  private arrived = 0;
  private pending = 0;
  private page: readonly SourcedMessage[] = [];
  private index = 0;
  private ahead: Promise<readonly SourcedMessage[]> | undefined;
  /** Sequence from which this source reads, once it is open. */
  firstSequence = 0;

  constructor(private readonly settings: StreamSourceSettings) {}

  get remaining(): number {
    return this.pending + this.page.length - this.index;
  }

  /** @throws SourceGone when there is no such place in the stream, or no such stream for the time of patience */
  async open(): Promise<void> {
    await this.patiently(() => this.declare());
  }

  async peek(): Promise<SourcedMessage | undefined> {
    while (this.index >= this.page.length) {
      const page = await (this.ahead ?? this.fetch());
      this.ahead = undefined;
      this.page = page;
      this.index = 0;
      if (this.pending > 0) this.fetchAhead();
      else if (page.length === 0) return undefined;
    }
    return this.page[this.index];
  }

  advance(): void {
    this.index += 1;
  }

  async close(): Promise<void> {
    await this.ahead?.catch(() => undefined);
    await removeReplayConsumer(this.settings.manager, this.settings.stream, this.settings.consumerName);
  }

  private fetchAhead(): void {
    this.ahead = this.fetch();
    // Whoever peeks next gets the failure; until then it is nobody's.
    this.ahead.catch(() => undefined);
  }

  private fetch(): Promise<readonly SourcedMessage[]> {
    return this.patiently(async () => {
      try {
        return await this.fetchPage();
      } catch (error) {
        this.consumer = undefined;
        throw error;
      }
    });
  }

  private async fetchPage(): Promise<readonly SourcedMessage[]> {
    const consumer = this.consumer ?? (await this.declare());
    if (this.pending === 0) this.pending = (await consumer.info()).num_pending;
    if (this.pending === 0) return [];
    const page: SourcedMessage[] = [];
    const wanted = Math.min(this.pending, REPLAY_PAGE_MESSAGES);
    const before = this.arrived;
    for await (const message of await consumer.fetch({ max_messages: wanted, expires: PAGE_EXPIRES_MS })) {
      if (message.info.deliverySequence !== this.arrived + 1) break;
      this.arrived += 1;
      this.arrivedUpTo = message.seq;
      this.pending = message.info.pending;
      const found = this.found(messageDelivery(message, this.streamCreatedAt!));
      if (found) page.push(found);
    }
    // What was lost on the way is never sent again to this consumer.
    if (this.arrived - before < wanted) this.consumer = undefined;
    return page;
  }

  private found(delivery: Delivery): SourcedMessage | undefined {
    const { atOrigin } = this.settings;
    const original = atOrigin ? atOrigin(delivery) : delivery;
    if (!original) return undefined;
    const place = `stream ${original.stream}, sequence ${original.sequence}`;
    return atOrigin ? { delivery: original, place: `${place}, redriven`, isRedriven: true } : { delivery, place };
  }

  private async declare(): Promise<Consumer> {
    const { client, manager, stream, subjects, consumerName: name, start } = this.settings;
    const { created, state } = await manager.streams.info(stream);
    if ((this.streamCreatedAt ??= created) !== created) {
      throw new SourceGone(`stream ${stream} was made anew during the replay; start it again`);
    }
    if (typeof start === 'object' && 'sequence' in start && this.arrivedUpTo === 0) beginsInTime(stream, start, state);
    const from = this.arrivedUpTo > 0 ? { sequence: this.arrivedUpTo + 1 } : start;
    const made = await makeReplayConsumer(client, manager, { stream, name, subjects, start: from });
    if (this.arrivedUpTo === 0) this.firstSequence = made.firstSequence;
    this.arrived = 0;
    this.pending = made.pending;
    this.consumer = made.consumer;
    return made.consumer;
  }

  private patiently<T>(work: () => Promise<T>): Promise<T> {
    return patiently({ ...this.settings, what: `stream ${this.settings.stream}` }, work);
  }
}

function beginsInTime(stream: string, { sequence }: { sequence: number }, state: { first_seq: number }): void {
  if (sequence >= state.first_seq) return;
  throw new SourceGone(
    `stream ${stream} begins with sequence ${state.first_seq}; what is older is known by its time only: start from a time ` +
      'or from the beginning',
  );
}

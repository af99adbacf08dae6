import { Inject, Injectable } from '@nestjs/common';
import { jetstreamManager, type SeqMsgRequest, type StoredMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { catalogue } from '@vividwalls/events';
import { decodeEnvelope, MalformedEnvelope, NATS, type EventEnvelope } from '@vividwalls/messaging';

/** What was found of an event's past. */
export interface PastEvents {
  /** Oldest first. */
  readonly events: readonly EventEnvelope[];
  /** Messages that were no event, or an invalid one. */
  readonly unreadable: number;
  /** Whether there are more within the time asked for. */
  readonly hasMore: boolean;
}

/**
 * Past events as they lie in their stream. They are read by their sequences, without a consumer: nothing of the service's own
 * consuming is touched, and several readers don't hinder each other.
 */
@Injectable()
export class PastEventReader {
  constructor(@Inject(NATS) private readonly connection: NatsConnection) {}

  /** @param from the first that was stored then or later */
  async read(type: string, from: Date, limit: number): Promise<PastEvents> {
    const described = catalogue.lookup(type);
    if (!described) throw new TypeError(`${type} is no event`);
    const { stream, subject } = described;
    const manager = await jetstreamManager(this.connection);
    const { state } = await manager.streams.info(stream);
    // The client has no type for the two together, which the broker takes: the next of the subject from a sequence on.
    const get = (seq: number) => manager.streams.getMessage(stream, { seq, next_by_subj: subject } as SeqMsgRequest);
    const events: EventEnvelope[] = [];
    let unreadable = 0;
    let next = state.messages === 0 ? state.last_seq + 1 : await this.firstSince(from, state, get);
    while (next <= state.last_seq && events.length < limit) {
      const message = await get(next);
      if (!message || message.seq > state.last_seq) return { events, unreadable, hasMore: false };
      next = message.seq + 1;
      const event = envelopeIn(message);
      if (event) events.push(event);
      else unreadable += 1;
    }
    const more = next <= state.last_seq ? await get(next) : null;
    return { events, unreadable, hasMore: more !== null && more.seq <= state.last_seq };
  }

  /** By halving: messages are stored in the order of their times. */
  private async firstSince(
    from: Date,
    { first_seq, last_seq }: { readonly first_seq: number; readonly last_seq: number },
    get: (seq: number) => Promise<StoredMsg | null>,
  ): Promise<number> {
    let [low, high] = [first_seq, last_seq + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const message = await get(middle);
      if (!message || message.time >= from) high = middle;
      else low = message.seq + 1;
    }
    return low;
  }
}

/** The event in a message, as its newest version has it; undefined when it is none. */
function envelopeIn({ data }: StoredMsg): EventEnvelope | undefined {
  try {
    const envelope = decodeEnvelope(data);
    if (!catalogue.lookup(envelope.type) || catalogue.faultsOf(envelope.type, envelope.data).length > 0)
      return undefined;
    return { ...envelope, ...catalogue.upcast(envelope.type, envelope.data) };
  } catch (error) {
    if (error instanceof MalformedEnvelope) return undefined;
    throw error;
  }
}

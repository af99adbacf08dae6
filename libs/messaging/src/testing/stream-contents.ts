import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { EventEnvelope } from '../envelope.js';

/** An event as it lies in a stream, with the names of its headers. */
export interface StoredEvent extends EventEnvelope<Record<string, never>> {
  readonly sequence: number;
}

/** Everything that lies in a stream now, oldest first. */
export async function contentsOf(connection: NatsConnection, stream: string): Promise<StoredEvent[]> {
  const { state } = await (await jetstreamManager(connection)).streams.info(stream);
  if (state.messages === 0) return [];
  const reader = await jetstream(connection).consumers.get(stream);
  const found: StoredEvent[] = [];
  for await (const message of await reader.fetch({ max_messages: state.messages, expires: 10_000 })) {
    found.push({ ...message.json<EventEnvelope<Record<string, never>>>(), sequence: message.seq });
  }
  await reader.delete();
  return found;
}

import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { STREAM } from '../thing-counted.js';

/** When the broker stored each message, by its own clock, ms since the epoch, by message id. */
export async function storedTimes(connection: NatsConnection): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  const { state } = await (await jetstreamManager(connection)).streams.info(STREAM);
  if (state.messages === 0) return times;
  const consumer = await jetstream(connection).consumers.get(STREAM, {
    deliver_policy: DeliverPolicy.All,
    headers_only: true,
  });
  for await (const message of await consumer.consume()) {
    times.set(message.headers!.get('Nats-Msg-Id'), Number(message.info.timestampNanos) / 1e6);
    if (message.seq >= state.last_seq) break;
  }
  return times;
}

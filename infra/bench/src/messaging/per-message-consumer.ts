import { jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import { provisionDurable, type EventEnvelope } from '@vividwalls/messaging';
import type { DataSource } from 'typeorm';
import type { BenchServers } from '../servers/bench-servers.js';
import { STREAM, SUBJECT, type ThingCounted } from './thing-counted.js';

const CLAIM = 'INSERT INTO inbox (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING event_id';
const EFFECT = 'INSERT INTO effects (event_id, key, amount) VALUES ($1, $2, $3)';

/**
 * The usual idempotent consumer: each message is a transaction of its own (inbox row, effect, commit) and is acknowledged
 * after it, `concurrency` of them at a time, so that commits share their flushes. Ends after `count` messages.
 */
export async function consumePerMessage(
  { connection }: Pick<BenchServers, 'connection'>,
  dataSource: DataSource,
  { name, count, concurrency }: { name: string; count: number; concurrency: number },
): Promise<void> {
  await provisionDurable(await jetstreamManager(connection), {
    stream: STREAM,
    durable: name,
    filterSubjects: [SUBJECT],
  });
  const consumer = await jetstream(connection).consumers.get(STREAM, name);
  const messages = await consumer.consume({ max_messages: 1_000 });
  const flying = new Set<Promise<void>>();
  let taken = 0;
  for await (const message of messages) {
    const flight = handle(dataSource, name, message).finally(() => flying.delete(flight));
    flying.add(flight);
    if (flying.size >= concurrency) await Promise.race(flying);
    if (++taken >= count) break;
  }
  await Promise.all(flying);
}

async function handle(dataSource: DataSource, name: string, message: JsMsg): Promise<void> {
  const { id, data } = message.json<EventEnvelope<ThingCounted>>();
  await dataSource.transaction(async (tx) => {
    const fresh = await tx.query<unknown[]>(CLAIM, [name, id]);
    if (fresh.length > 0) await tx.query(EFFECT, [id, data.key, data.amount]);
  });
  message.ack();
}

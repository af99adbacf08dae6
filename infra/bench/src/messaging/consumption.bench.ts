import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { BatchConsumer, limits, Outbox, publish, silentLog } from '@vividwalls/messaging';
import { row, type BenchRow } from '../bench-row.js';
import { startBenchServers, type BenchServers } from '../bench-servers.js';
import { benchCatalogue, BenchTables1, STREAM, SUBJECT, ThingCounted, things } from './thing-counted.js';

const EVENTS = 20_000;
const EVENTS_OF_BASELINE = 3_000;

/** Events handled per second with inbox and one real write each; baseline: one transaction per message. */
export async function consumptionBench(): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1], [STREAM, 'DLQ']);
  try {
    const batch = await consume(servers, EVENTS, limits.MAX_BATCH_EVENTS);
    const single = await consume(servers, EVENTS_OF_BASELINE, 1);
    const baseline = { value: single, is: 'one transaction per message, the same inbox and write' };
    const details = { events: EVENTS, batch: limits.MAX_BATCH_EVENTS };
    return [row('batch consumption', { value: batch, unit: 'events/s' }, baseline, details)];
  } finally {
    await servers.stop();
  }
}

async function consume(servers: BenchServers, count: number, maxBatch: number): Promise<number> {
  const { connection, dataSource } = servers;
  const manager = await jetstreamManager(connection);
  await manager.streams.purge(STREAM);
  await dataSource.query('DELETE FROM inbox');
  const outbox = new Outbox({ source: 'bench', catalogue: benchCatalogue, now: () => new Date() });
  const client = jetstream(connection);
  const sealed = things(count).map((event) => outbox.seal(event));
  for (let start = 0; start < sealed.length; start += 1_000) {
    const part = sealed.slice(start, start + 1_000);
    await Promise.all(
      part.map(({ envelope, subject }) =>
        publish(client, { messageId: envelope.id, subject, payload: JSON.stringify(envelope), headers: {} }),
      ),
    );
  }
  const consumer = new BatchConsumer(
    {
      kind: 'events',
      name: `bench${maxBatch}`,
      sources: [{ stream: STREAM, subjects: [SUBJECT] }],
      maxBatch,
      admit: () => undefined,
      handle: async (tx, batch) => {
        await tx.query('INSERT INTO effects SELECT * FROM unnest($1::text[], $2::text[], $3::int[])', [
          batch.map(({ envelope }) => envelope.id),
          batch.map(({ envelope }) => (envelope.data as ThingCounted).key),
          batch.map(({ envelope }) => (envelope.data as ThingCounted).amount),
        ]);
      },
    },
    { source: 'bench', dataSource, connection, log: silentLog, now: () => new Date(), committed: () => undefined },
  );
  const start = performance.now();
  await consumer.start();
  while (consumer.handled < count) await new Promise((resolve) => setTimeout(resolve, 1));
  const seconds = (performance.now() - start) / 1_000;
  await consumer.stop();
  return count / seconds;
}

// Outbox, relay and consumer in one process of their own, whose heap is looked at after forced collections. Needs
// --expose-gc. Sends a sample after every SAMPLE_EVERY events and ends after COUNT of them.
import { connectBroker } from '@vividwalls/messaging';
import { createDataSource } from '@vividwalls/persistence';
import { SCHEMA } from '../servers/bench-servers.js';
import { benchConsumer, benchRelay, until, writeEffects } from './bench-service.js';
import { benchOutbox, thing } from './thing-counted.js';

export interface MemorySample {
  readonly handled: number;
  /** Bytes after a full collection. */
  readonly heap: number;
  readonly external: number;
  readonly resident: number;
}

const EVENTS_PER_TRANSACTION = 500;
/** Appended and not yet handled, at most: the way is busy and nothing piles up. */
const UNDER_WAY = 5_000;

const [count, sampleEvery] = [Number(process.env['COUNT']), Number(process.env['SAMPLE_EVERY'])];
const databaseUrl = process.env['DATABASE_URL']!;
const open = () => createDataSource({ url: databaseUrl, schema: SCHEMA }).initialize();
const [producing, consuming] = [await open(), await open()];
const connection = await connectBroker({ url: process.env['NATS_URL']!, name: 'bench-memory' });
const relay = benchRelay({ databaseUrl, connection }, producing);
const consumer = benchConsumer({ connection }, consuming, { name: 'bench', handle: writeEffects });
await consumer.start();
relay.start();

for (let appended = 0, nextSample = sampleEvery; appended < count;) {
  const events = Array.from({ length: EVENTS_PER_TRANSACTION }, (_, index) => thing(appended + index));
  await producing.transaction((tx) => benchOutbox.append(tx, events));
  relay.wake();
  appended += events.length;
  await until(() => appended - consumer.handled < UNDER_WAY);
  if (appended < nextSample) continue;
  await until(() => consumer.handled >= appended);
  process.send!(sample(appended));
  nextSample += sampleEvery;
}
await consumer.stop();
await relay.stop();
await connection.close();
await Promise.all([producing.destroy(), consuming.destroy()]);
process.disconnect();

function sample(handled: number): MemorySample {
  // Twice: what the first collection's finalizers let go is free after the second.
  globalThis.gc!();
  globalThis.gc!();
  const { heapUsed: heap, external, rss: resident } = process.memoryUsage();
  return { handled, heap, external, resident };
}

import { jetstream } from '@nats-io/jetstream';
import { limits, publish } from '@vividwalls/messaging';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { median, spread } from '../figures/samples.js';
import { CONNECTIONS, startBenchServers, type BenchServers } from '../servers/bench-servers.js';
import { benchConsumer, secondsOf, until, writeEffects } from './bench-service.js';
import { BenchTables1 } from './bench-tables.js';
import { consumePerMessage } from './per-message-consumer.js';
import { bytesPerEvent, sealed, STREAM, things } from './thing-counted.js';

const EVENTS = 20_000;
const EVENTS_OF_BASELINE = 5_000;
const ROUNDS = 3;
/** Published at once while a stream is filled. */
const FILL_BATCH = 1_000;

/**
 * Events handled per second with inbox and one real write each. Baseline: one transaction per message on the same number of
 * connections, which ours doesn't even use all of.
 */
export async function consumptionBench(run: BenchRun): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1], [STREAM]);
  const [ours, concurrent, oneByOne]: [number[], number[], number[]] = [[], [], []];
  const baseline = (concurrency: number, name: string) =>
    perMessage(servers, { name, concurrency, count: run.count(EVENTS_OF_BASELINE) });
  try {
    await inBatches(servers, run.count(EVENTS), 'warm');
    await baseline(CONNECTIONS, 'warm-baseline');
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      ours.push(await inBatches(servers, run.count(EVENTS), `ours${round}`));
      concurrent.push(await baseline(CONNECTIONS, `concurrent${round}`));
      oneByOne.push(await baseline(1, `single${round}`));
    }
  } finally {
    await servers.stop();
  }
  const details = {
    events: run.count(EVENTS),
    rounds: ours.length,
    spread: spread(ours),
    batch: limits.MAX_BATCH_EVENTS,
    connections: CONNECTIONS,
    bytesPerEvent: bytesPerEvent(),
    baselineEvents: run.count(EVENTS_OF_BASELINE),
    baselineOneAtATime: rounded(median(oneByOne)),
  };
  const is = `one transaction per message, ${CONNECTIONS} at a time, the same inbox and write`;
  return [
    row(
      'batch consumption with inbox and one write each',
      { value: median(ours), unit: 'events/s' },
      { value: median(concurrent), is },
      details,
      [
        { of: 'ratio', atLeast: 8 },
        { of: 'value', atLeast: 10_000 },
      ],
    ),
  ];
}

async function inBatches(servers: BenchServers, count: number, name: string): Promise<number> {
  await fillStream(servers, count);
  const consumer = benchConsumer(servers, servers.dataSource, { name, handle: writeEffects });
  const seconds = await secondsOf(async () => {
    await consumer.start();
    await until(() => consumer.handled >= count);
  });
  await consumer.stop();
  return count / seconds;
}

async function perMessage(
  servers: BenchServers,
  settings: { name: string; count: number; concurrency: number },
): Promise<number> {
  await fillStream(servers, settings.count);
  return settings.count / (await secondsOf(() => consumePerMessage(servers, servers.dataSource, settings)));
}

async function fillStream(servers: BenchServers, count: number): Promise<void> {
  await servers.emptyStreams();
  const client = jetstream(servers.connection);
  const messages = things(count).map((event) => ({ ...sealed(event), headers: {} }));
  for (let start = 0; start < count; start += FILL_BATCH) {
    await Promise.all(messages.slice(start, start + FILL_BATCH).map((message) => publish(client, message)));
  }
}

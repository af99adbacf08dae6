import { limits } from '@vividwalls/messaging';
import type { BenchRun } from '../bench-run.js';
import { row, type BenchRow } from '../figures/bench-row.js';
import { median, spread } from '../figures/samples.js';
import { startBenchServers, type BenchServers } from '../servers/bench-servers.js';
import { benchRelay, secondsOf, until } from './bench-service.js';
import { BenchTables1 } from './bench-tables.js';
import { benchOutbox, bytesPerEvent, STREAM, things } from './thing-counted.js';
import { fillUsualOutbox, runUsualRelay, USUAL_BATCH } from './usual-relay.js';

const EVENTS = 20_000;
const EVENTS_OF_BASELINE = 5_000;
const ROUNDS = 3;

/** Outbox rows carried to JetStream per second; baseline: the usual design, a hundred rows at a time, each awaited. */
export async function relayBench(run: BenchRun): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1], [STREAM]);
  const [ours, usual]: [number[], number[]] = [[], []];
  try {
    await ourRelay(servers, run.count(EVENTS));
    await usualRelay(servers, run.count(EVENTS_OF_BASELINE));
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      ours.push(await ourRelay(servers, run.count(EVENTS)));
      usual.push(await usualRelay(servers, run.count(EVENTS_OF_BASELINE)));
    }
  } finally {
    await servers.stop();
  }
  const details = {
    events: run.count(EVENTS),
    rounds: ours.length,
    spread: spread(ours),
    batch: `${limits.RELAY_BATCH_MIN}…${limits.RELAY_BATCH_MAX}`,
    bytesPerEvent: bytesPerEvent(),
    baselineEvents: run.count(EVENTS_OF_BASELINE),
    baselineBatch: USUAL_BATCH,
  };
  const baseline = { value: median(usual), is: 'batches of 100, every publish awaited' };
  return [
    row('relay, outbox to JetStream', { value: median(ours), unit: 'events/s' }, baseline, details, [
      { of: 'ratio', atLeast: 8 },
      { of: 'value', atLeast: 25_000 },
    ]),
  ];
}

async function ourRelay(servers: BenchServers, count: number): Promise<number> {
  await servers.emptyStreams();
  await servers.dataSource.transaction((tx) => benchOutbox.append(tx, things(count)));
  const relay = benchRelay(servers, servers.dataSource);
  const seconds = await secondsOf(async () => {
    relay.start();
    await until(() => relay.published >= count);
  });
  await relay.stop();
  return count / seconds;
}

async function usualRelay(servers: BenchServers, count: number): Promise<number> {
  await servers.emptyStreams();
  await fillUsualOutbox(servers.dataSource, count);
  return count / (await secondsOf(() => runUsualRelay(servers.dataSource, servers)));
}

import { limits } from '@vividwalls/messaging';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { median, spread } from '../figures/samples.js';
import { CONNECTIONS, startBenchServers } from '../servers/bench-servers.js';
import { BenchTables1 } from './bench-tables.js';
import { EVENTS_PER_TRANSACTION, ServicePair } from './service-to-service.js';
import { bytesPerEvent, STREAM } from './thing-counted.js';

const EVENTS = 20_000;
const EVENTS_OF_BASELINE = 5_000;
const ROUNDS = 3;

/**
 * The whole way between two services: outbox → relay → JetStream → inbox → effect → acknowledgement, both ends in this one
 * process. Baseline: the usual relay and a transaction per message.
 */
export async function serviceToServiceBench(run: BenchRun): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1], [STREAM]);
  const [ours, appended, usual]: [number[], number[], number[]] = [[], [], []];
  try {
    const pair = await ServicePair.open(servers);
    await pair.carry(run.count(EVENTS), 'warm');
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      ours.push(await pair.carry(run.count(EVENTS), `ours${round}`));
      usual.push(await pair.carryTheUsualWay(run.count(EVENTS_OF_BASELINE), `usual${round}`));
      appended.push(await pair.appendAndCarry(run.count(EVENTS), `appended${round}`));
    }
  } finally {
    await servers.stop();
  }
  const details = {
    events: run.count(EVENTS),
    rounds: ours.length,
    spread: spread(ours),
    appendingIncluded: rounded(median(appended)),
    eventsPerAppend: EVENTS_PER_TRANSACTION,
    batch: limits.MAX_BATCH_EVENTS,
    connectionsPerService: CONNECTIONS,
    bytesPerEvent: bytesPerEvent(),
    baselineEvents: run.count(EVENTS_OF_BASELINE),
  };
  const baseline = { value: median(usual), is: 'publishes awaited one by one, one transaction per message' };
  return [
    row('service to service', { value: median(ours), unit: 'events/s' }, baseline, details, [
      { of: 'value', atLeast: 8_000 },
    ]),
  ];
}

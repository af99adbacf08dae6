import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { median, spread } from '../figures/samples.js';
import { BenchTables1 } from '../messaging/bench-tables.js';
import { ServicePair } from '../messaging/service-to-service.js';
import { STREAM } from '../messaging/thing-counted.js';
import { CONNECTIONS, startBenchServers } from '../servers/bench-servers.js';
import { graphileWorkerBatching, graphileWorkerOneByOne } from './graphile-worker.js';
import type { JobEffect, Peer } from './peer.js';
import { createPeersDatabase } from './peers-database.js';
import { pgBoss, pgBossTransactional } from './pg-boss.js';

const EVENTS = 20_000;
const ROUNDS = 3;
const PEERS = [graphileWorkerOneByOne, graphileWorkerBatching, pgBoss, pgBossTransactional];
const EFFECTS: readonly JobEffect[] = ['insert', 'nothing'];

type Rates = Record<JobEffect, number[]>;

/**
 * Ours, from the outbox over the broker to the acknowledged effect, beside job queues on the same PostgreSQL in the fastest
 * settings that they document. They hand a job from one table to a handler; ours goes through a broker between two services
 * and promises that the effect happens once.
 */
export async function peersBench(run: BenchRun): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1], [STREAM]);
  const peers: Peer[] = [];
  try {
    const databaseUrl = await createPeersDatabase(servers.adminUrl);
    for (const open of PEERS) peers.push(await open(databaseUrl));
    const pair = await ServicePair.open(servers);
    const ours = noRates();
    const theirs = peers.map(noRates);
    const carry = (effect: JobEffect, round: number) =>
      pair.carry(run.count(EVENTS), `ours-${effect}-${round}`, ...(effect === 'nothing' ? [doNothing] : []));
    await pair.carry(run.count(EVENTS), 'warm');
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      for (const effect of EFFECTS) {
        ours[effect].push(await carry(effect, round));
        for (const [index, peer] of peers.entries()) {
          theirs[index]![effect].push(await peer.handle(run.count(peer.jobs), effect));
        }
      }
      run.say(`round ${round + 1} is done`);
    }
    return peers.map((peer, index) => compare(ours, peer, theirs[index]!, run));
  } finally {
    for (const peer of peers) await peer.close();
    await servers.stop();
  }
}

function compare(ours: Rates, peer: Peer, theirs: Rates, run: BenchRun): BenchRow {
  return row(
    `service to service, against ${peer.name}`,
    { value: median(ours.insert), unit: 'events/s' },
    { value: median(theirs.insert), is: `${peer.name}: one insert per job` },
    {
      events: run.count(EVENTS),
      connectionsPerService: CONNECTIONS,
      rounds: ours.insert.length,
      spread: spread(ours.insert),
      withoutEffect: rounded(median(ours.nothing)),
      peerJobs: run.count(peer.jobs),
      peerSpread: spread(theirs.insert),
      peerWithoutEffect: rounded(median(theirs.nothing)),
      peerSettings: peer.settings,
    },
  );
}

const noRates = (): Rates => ({ insert: [], nothing: [] });

const doNothing = (): Promise<void> => Promise.resolve();

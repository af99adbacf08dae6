import type { DecodedDelivery } from '@vividwalls/messaging';
import type { BenchRun } from '../bench-run.js';
import { row, type BenchRow } from '../figures/bench-row.js';
import { latencies } from '../figures/samples.js';
import { BenchChild } from '../servers/bench-child.js';
import { startBenchServers } from '../servers/bench-servers.js';
import { benchConsumer, benchRelay, until } from './bench-service.js';
import { BenchTables1 } from './bench-tables.js';
import { monotonicMs, singleCommits } from './single-commits.js';
import { STREAM } from './thing-counted.js';

const COMMITS = 500;
const COMMITS_TO_WARM_UP = 50;
/** Two processes with the same relay: this one leads before the other starts. */
const LEADING_STATE = 'idle';

/** Time from the return of a commit to the start of its event's handler, while nothing else happens. */
export async function wakeLatencyBench(run: BenchRun): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1], [STREAM]);
  const startedAt = new Map<string, number>();
  const handle = (_tx: unknown, batch: readonly DecodedDelivery[]): Promise<void> => {
    const now = monotonicMs();
    for (const { envelope } of batch) startedAt.set(envelope.id, now);
    return Promise.resolve();
  };
  const delays = async (times: readonly [id: string, ms: number][]): Promise<number[]> => {
    await until(() => times.every(([id]) => startedAt.has(id)));
    return times.map(([id, ms]) => startedAt.get(id)! - ms);
  };
  try {
    const relay = benchRelay(servers, servers.dataSource);
    const consumer = benchConsumer(servers, await servers.openPool(), { name: 'bench', handle });
    await consumer.start();
    relay.start();
    await until(() => relay.state === LEADING_STATE);
    const commit = (count: number) => singleCommits(servers.dataSource, count, () => relay.wake());
    await delays(await commit(COMMITS_TO_WARM_UP));
    const here = latencies(await delays(await commit(run.count(COMMITS))));
    const { databaseUrl, natsUrl } = servers;
    const there = latencies(await delays(await fromReplica({ databaseUrl, natsUrl }, run.count(COMMITS))));
    await consumer.stop();
    await relay.stop();
    return rows(here, there, run.count(COMMITS));
  } finally {
    await servers.stop();
  }
}

async function fromReplica(servers: { databaseUrl: string; natsUrl: string }, count: number) {
  const environment = { DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl, COUNT: String(count) };
  const replica = BenchChild.start(new URL('./committing-replica.js', import.meta.url), environment);
  try {
    await replica.message();
    const answer = replica.message<{ times: [string, number][]; led: boolean }>();
    replica.send({ go: true });
    const { times, led } = await answer;
    if (led) throw new Error('the replica led the relay: what was measured is not the way over another process');
    return times;
  } finally {
    await replica.stop();
  }
}

function rows(here: ReturnType<typeof latencies>, there: ReturnType<typeof latencies>, commits: number): BenchRow[] {
  const details = { commits, gapMs: '5…30', eventsPerCommit: 1, p50: here.p50, p99: here.p99, max: here.max };
  return [
    row('commit to handler starts, idle, p50', { value: here.p50, unit: 'ms' }, null, details, [
      { of: 'value', atMost: 3 },
    ]),
    row('commit to handler starts, idle, p99', { value: here.p99, unit: 'ms' }, null, {}, [
      { of: 'value', atMost: 15 },
    ]),
    row('commit to handler starts, another replica leads, p99', { value: there.p99, unit: 'ms' }, null, {
      ...details,
      ...there,
    }),
  ];
}

import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { median, spread } from '../figures/samples.js';
import { startBareRoute } from '../intake/bare-route.js';
import { CONCURRENCY, sendOrders } from '../intake/webhook-load.js';
import { STREAM } from '../messaging/thing-counted.js';
import { startBenchServers } from '../servers/bench-servers.js';
import { RunningSystem } from '../servers/running-system.js';

const ORDERS = 2_000;
const ORDERS_TO_WARM_UP = 500;
const ROUNDS = 3;
const PACED_RATE = 200;
const PACED_SECONDS = 5;
/** Looks in a row without a new entry in the audit chain: nothing is left to do. */
const QUIET_LOOKS = 5;
const LOOK_EVERY_MS = 200;

/**
 * Signed webhooks answered per second while translation, books and audit work on the same two cores at the same time;
 * baseline: the bare route with nothing behind it.
 */
export async function wholeIntakeBench(run: BenchRun): Promise<BenchRow[]> {
  const ours: number[] = [];
  const count = run.count(ORDERS);
  const warmUp = run.count(ORDERS_TO_WARM_UP);
  const pacedCount = PACED_RATE * run.seconds(PACED_SECONDS);
  const system = await RunningSystem.start();
  let pacedP99: number;
  try {
    const receiver = { url: `${system.run.url}/webhooks/shopify`, secret: system.secret };
    await sendOrders(receiver, { seed: 'warm', count: warmUp });
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      await drained(system);
      ours.push((await sendOrders(receiver, { seed: `ours${round}`, count })).perSecond);
    }
    await drained(system);
    const paced = await sendOrders(receiver, { seed: 'paced', count: pacedCount, perSecond: PACED_RATE });
    pacedP99 = rounded(paced.latencyMs.p99!);
  } finally {
    await system.stop();
  }
  const baseline = { value: await bareRate(run), is: 'a bare route with nothing behind it' };
  const details = {
    orders: count,
    rounds: ours.length,
    spread: spread(ours),
    concurrency: CONCURRENCY,
    bytes: 'about 7.5 kB each',
    p99MsAt200PerSecond: pacedP99,
  };
  const name = 'webhook intake, everything behind it working';
  return [row(name, { value: median(ours), unit: 'webhooks/s' }, baseline, details)];
}

async function bareRate(run: BenchRun): Promise<number> {
  const servers = await startBenchServers([], [STREAM]);
  try {
    const bare = await startBareRoute(servers.natsUrl);
    try {
      const rates: number[] = [];
      await sendOrders(bare, { seed: 'warm', count: run.count(ORDERS_TO_WARM_UP) });
      for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
        rates.push((await sendOrders(bare, { seed: `bare${round}`, count: run.count(ORDERS) })).perSecond);
      }
      return median(rates);
    } finally {
      await bare.stop();
    }
  } finally {
    await servers.stop();
  }
}

/** The next round starts with nothing left over from the last. */
async function drained(system: RunningSystem): Promise<void> {
  for (let same = 0, last = ''; same < QUIET_LOOKS;) {
    const { rows } = await system.admin.query<{ position: string }>('SELECT position FROM audit.head');
    same = rows[0]!.position === last ? same + 1 : 0;
    last = rows[0]!.position;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

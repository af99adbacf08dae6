import { fork } from 'node:child_process';
import { freePort } from '@vividwalls/local';
import { loadOrders, sendDeliveries, type SendReport } from '@vividwalls/simulator';
import { median, row, type BenchRow } from '../bench-row.js';
import { startBenchServers } from '../bench-servers.js';
import { RunningSystem } from '../running-system.js';
import { STREAM } from './thing-counted.js';

const ORDERS = 2_000;
const ROUNDS = 3;
const CONCURRENCY = 32;
const PACED_RATE = 200;

/**
 * Signed webhooks acknowledged per second by the gateway, whose translation, books and audit work on the same two cores
 * at the same time; baseline: a bare route with nothing behind it.
 */
export async function intakeBench(): Promise<BenchRow[]> {
  const [ours, bare]: [number[], number[]] = [[], []];
  const system = await RunningSystem.start();
  let paced: SendReport;
  try {
    const url = `${system.run.url}/webhooks/shopify`;
    await send(url, system.secret, 'warm', 500);
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push((await send(url, system.secret, `ours${round}`, ORDERS)).perSecond);
      await drained(system);
    }
    paced = await send(url, system.secret, 'paced', PACED_RATE * 5, PACED_RATE);
  } finally {
    await system.stop();
  }
  const servers = await startBenchServers([], [STREAM]);
  const port = await freePort();
  const env = { ...process.env, NATS_URL: servers.natsUrl, SECRET: 'bench-secret', PORT: String(port) };
  const child = fork(new URL('./bare-intake.js', import.meta.url), { env });
  try {
    await new Promise((resolve) => child.once('message', resolve));
    const url = `http://127.0.0.1:${port}/webhooks/shopify`;
    await send(url, 'bench-secret', 'warm', 500);
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push((await send(url, 'bench-secret', `bare${round}`, ORDERS)).perSecond);
    }
  } finally {
    child.kill('SIGTERM');
    await servers.stop();
  }
  const baseline = { value: median(bare), is: 'bare Fastify route: HMAC, publish, nothing behind it' };
  return [
    row('webhook intake', { value: median(ours), unit: 'webhooks/s' }, baseline, {
      orders: ORDERS,
      concurrency: CONCURRENCY,
      bytes: 'about 7.5 kB each',
      p99MsAt200PerSecond: paced.latencyMs.p99,
    }),
  ];
}

/** The next round starts with nothing left over from the last. */
async function drained(system: RunningSystem): Promise<void> {
  for (let same = 0, last = ''; same < 5;) {
    const { rows } = await system.admin.query<{ position: string }>('SELECT position FROM audit.head');
    same = rows[0]!.position === last ? same + 1 : 0;
    last = rows[0]!.position;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function send(url: string, secret: string, seed: string, count: number, rate = 0): Promise<SendReport> {
  const deliveries = [...loadOrders({ count, seed })].map(({ delivery }) => delivery);
  const report = await sendDeliveries(deliveries, { url, secret, rate, concurrency: CONCURRENCY });
  if (report.acknowledged !== count) throw new Error(`${report.failed} of ${count} webhooks were not acknowledged`);
  return report;
}

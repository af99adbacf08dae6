import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { median, spread } from '../figures/samples.js';
import { cpuMs } from '../servers/process-usage.js';
import { startBareRoute, type BareRoute } from './bare-route.js';
import { GatewayAlone } from './gateway-alone.js';
import { CONCURRENCY, sendOrders } from './webhook-load.js';

const ORDERS = 3_000;
const ORDERS_TO_WARM_UP = 1_000;
const ROUNDS = 5;
const PACED_RATE = 500;
const PACED_SECONDS = 6;

/** One round of one side. */
interface Round {
  readonly perSecond: number;
  /** Processor time per order of each process, translation included. */
  readonly cpuMs: Readonly<Record<string, number>>;
}

/**
 * Signed webhooks answered per second by the gateway alone: whole, its translation at work beside its intake, but no other
 * service. Baseline: a bare route that verifies the signature and publishes, on the same servers, in turns.
 */
export async function intakeBench(run: BenchRun): Promise<BenchRow[]> {
  const gateway = await GatewayAlone.start();
  const bare = await startBareRoute(gateway.natsUrl);
  const [ours, plain]: [Round[], Round[]] = [[], []];
  try {
    await takeIn(gateway, 'warm', run.count(ORDERS_TO_WARM_UP));
    await sendOrders(bare, { seed: 'warm', count: run.count(ORDERS_TO_WARM_UP) });
    for (let round = 0; round < run.rounds(ROUNDS); round += 1) {
      ours.push(await takeIn(gateway, `ours${round}`, run.count(ORDERS)));
      plain.push(await takeInBare(gateway, bare, `bare${round}`, run.count(ORDERS)));
    }
    const paced = { count: PACED_RATE * run.seconds(PACED_SECONDS), perSecond: PACED_RATE };
    const ourLatency = (await sendOrders(gateway, { seed: 'paced', ...paced })).latencyMs;
    await gateway.translated();
    const bareLatency = (await sendOrders(bare, { seed: 'paced', ...paced })).latencyMs;
    return [
      throughputRow(ours, plain, run.count(ORDERS)),
      row(
        `signed webhook to 200 at ${PACED_RATE}/s, p99`,
        { value: ourLatency.p99!, unit: 'ms' },
        { value: bareLatency.p99!, is: 'the bare route at the same rate' },
        { orders: paced.count, p50: rounded(ourLatency.p50!), bareP50: rounded(bareLatency.p50!) },
        [{ of: 'value', atMost: 50 }],
      ),
    ];
  } finally {
    await bare.stop();
    await gateway.stop();
  }
}

async function takeIn(gateway: GatewayAlone, seed: string, count: number): Promise<Round> {
  const before = gateway.cpuMs();
  const { perSecond } = await sendOrders(gateway, { seed, count });
  await gateway.translated();
  return { perSecond, cpuMs: perOrder(before, gateway.cpuMs(), count) };
}

async function takeInBare(gateway: GatewayAlone, bare: BareRoute, seed: string, count: number): Promise<Round> {
  const look = () => ({ bare: cpuMs(bare.pid), nats: gateway.cpuMs().nats });
  const before = look();
  const { perSecond } = await sendOrders(bare, { seed, count });
  return { perSecond, cpuMs: perOrder(before, look(), count) };
}

function perOrder<Name extends string>(before: Record<Name, number>, after: Record<Name, number>, count: number) {
  const names = Object.keys(after) as Name[];
  return Object.fromEntries(names.map((name) => [name, (after[name] - before[name]) / count]));
}

function throughputRow(ours: readonly Round[], plain: readonly Round[], orders: number): BenchRow {
  const rates = ours.map(({ perSecond }) => perSecond);
  const cpu = (rounds: readonly Round[]) =>
    Object.fromEntries(
      Object.keys(rounds[0]!.cpuMs).map((name) => [name, rounded(median(rounds.map(({ cpuMs }) => cpuMs[name]!)))]),
    );
  return row(
    'signed webhook to 200, the gateway alone',
    { value: median(rates), unit: 'webhooks/s' },
    { value: median(plain.map(({ perSecond }) => perSecond)), is: 'bare Fastify route: HMAC, publish' },
    {
      orders,
      rounds: ours.length,
      spread: spread(rates),
      concurrency: CONCURRENCY,
      bytes: 'about 7.5 kB each',
      cpuMsPerOrder: cpu(ours),
      bareCpuMsPerOrder: cpu(plain),
    },
    [{ of: 'ratio', atLeast: 0.6 }],
  );
}

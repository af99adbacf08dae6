import { loadOrders, sendDeliveries } from '@vividwalls/simulator';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { quantile } from '../figures/samples.js';
import { RunningSystem } from '../servers/running-system.js';
import { visibility } from './visibility.js';

const ORDERS = 5_000;
const ORDERS_TO_WARM_UP = 1_000;
const ORDERS_OF_BASELINE = 600;
const CONCURRENCY = 64;
const LATENCY_RATE = 100;
const LATENCY_SECONDS = 20;
/** The raw delivery, the fact, the booking, its credits: what one paid order leaves in the audit chain. */
const EVENTS_PER_ORDER = 4;
const LOOK_EVERY_MS = 20;
/** The goal for the time from acknowledgement to both records at 100 orders/s. */
const LATENCY_GOAL_MS = 1_000;

/**
 * The main job, whole: signed webhook → raw delivery → fact → journal → audit chain, counted until the last order is in
 * both records. Baseline: the same system with one transaction per event.
 */
export async function orderToLedgerBench(run: BenchRun): Promise<BenchRow[]> {
  const batch = await withSystem({}, async (system) => {
    await throughput(system, run.count(ORDERS_TO_WARM_UP), 'warm');
    const whole = await throughput(system, run.count(ORDERS), 'whole');
    const latency = await latencyAt(system, LATENCY_RATE, LATENCY_RATE * run.seconds(LATENCY_SECONDS));
    return { whole, latency };
  });
  const single = await withSystem({ VW_MAX_BATCH: '1' }, (system) =>
    throughput(system, run.count(ORDERS_OF_BASELINE), 'single'),
  );
  const { whole, latency } = batch;
  const details = { orders: run.count(ORDERS), concurrency: CONCURRENCY, cpuMsPerOrder: whole.cpuMsPerOrder };
  return [
    row(
      'order to ledger and audit chain',
      { value: whole.perSecond, unit: 'orders/s' },
      { value: single.perSecond, is: 'one transaction per event (VW_MAX_BATCH=1)' },
      details,
    ),
    row(
      'acknowledged to visible in both, p99',
      { value: latency.p99, unit: 'ms' },
      { value: LATENCY_GOAL_MS, is: 'the goal at 100 orders/s' },
      {
        rate: LATENCY_RATE,
        orders: LATENCY_RATE * run.seconds(LATENCY_SECONDS),
        p50: latency.p50,
        resolutionMs: LOOK_EVERY_MS,
      },
      [{ of: 'value', atMost: LATENCY_GOAL_MS }],
    ),
  ];
}

async function withSystem<T>(env: Record<string, string>, work: (system: RunningSystem) => Promise<T>): Promise<T> {
  const system = await RunningSystem.start({ env });
  try {
    return await work(system);
  } finally {
    await system.stop();
  }
}

async function throughput(system: RunningSystem, count: number, seed: string) {
  const deliveries = [...loadOrders({ count, seed })].map(({ delivery }) => delivery);
  const before = await booked(system);
  const cpuBefore = system.cpuMs();
  const own = process.cpuUsage();
  const start = performance.now();
  const url = `${system.run.url}/webhooks/shopify`;
  const report = await sendDeliveries(deliveries, { url, secret: system.secret, rate: 0, concurrency: CONCURRENCY });
  if (report.acknowledged !== count) throw new Error(`${report.failed} of ${count} orders were not acknowledged`);
  for (;;) {
    const now = await booked(system);
    if (now.entries - before.entries >= count && now.events - before.events >= count * EVENTS_PER_ORDER) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const seconds = (performance.now() - start) / 1_000;
  const { user, system: kernel } = process.cpuUsage(own);
  const cpuMsPerOrder = Object.fromEntries(
    Object.entries(system.cpuMs()).map(([name, ms]) => [name, rounded((ms - (cpuBefore[name] ?? 0)) / count)]),
  );
  return {
    perSecond: count / seconds,
    cpuMsPerOrder: { ...cpuMsPerOrder, 'load generator': rounded((user + kernel) / 1_000 / count) },
  };
}

async function booked(system: RunningSystem): Promise<{ entries: number; events: number }> {
  const { rows } = await system.admin.query<{ entries: string; events: string }>(
    `SELECT (SELECT count(*) FROM finance.journal_entries WHERE kind = 'sale') AS entries,
       (SELECT position FROM audit.head) AS events`,
  );
  return { entries: Number(rows[0]!.entries), events: Number(rows[0]!.events) };
}

async function latencyAt(system: RunningSystem, rate: number, count: number): Promise<{ p50: number; p99: number }> {
  const orders = [...loadOrders({ count, seed: 'latency' })];
  const orderOf = new Map(orders.map(({ delivery, orderId }) => [delivery, orderId]));
  const acknowledgedAt = new Map<string, number>();
  const seen = visibility(system, LOOK_EVERY_MS);
  await sendDeliveries(
    orders.map(({ delivery }) => delivery),
    {
      url: `${system.run.url}/webhooks/shopify`,
      secret: system.secret,
      rate,
      concurrency: CONCURRENCY,
      onAcknowledged: (delivery) => acknowledgedAt.set(orderOf.get(delivery)!, performance.now()),
    },
  );
  const visibleAt = await seen.allOf(orders.map(({ orderId }) => orderId));
  const delays = orders.map(({ orderId }) => visibleAt.get(orderId)! - acknowledgedAt.get(orderId)!);
  return { p50: rounded(quantile(delays, 0.5)), p99: rounded(quantile(delays, 0.99)) };
}

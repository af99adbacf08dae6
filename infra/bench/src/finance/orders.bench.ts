import { jetstream } from '@nats-io/jetstream';
import { databaseAddress } from '@vividwalls/local';
import pg from 'pg';
import type { BenchRun } from '../bench-run.js';
import { row, rounded, type BenchRow } from '../figures/bench-row.js';
import { ServersAlone } from '../servers/service-alone.js';
import { paidOrder, touchOf, type Fact } from './paid-orders.js';

const ORDERS = 12_000;
/** Booked by the same process before the clock starts: a service runs for days, so its code is compiled. */
const ORDERS_TO_WARM_UP = 3_000;
const ORDERS_OF_BASELINE = 600;
/** Touches come days before their orders: none has come for this long, all are kept. */
const QUIET_MS = 1_000;
/** Published at once; the broker acknowledges each. */
const IN_FLIGHT = 500;
const LOOK_EVERY_MS = 20;
const GOAL_PER_SECOND = 1_500;
const GOAL_RATIO = 8;

/**
 * Paid orders of customers whom agents touched before, waiting in the stream when the finance service starts: sale, costs, lines,
 * credits of their touches, events. Counted from the end of the warm-up until the last one is in the books; the relay publishes
 * what they append beside it. Baseline: the same service with one order in a transaction.
 */
export async function ordersBookedBench(run: BenchRun): Promise<BenchRow[]> {
  const batch = await booked(run, {}, run.count(ORDERS));
  const single = await booked(run, { VW_MAX_BATCH: '1', VW_BATCHES_AT_ONCE: '1' }, run.count(ORDERS_OF_BASELINE));
  return [
    row(
      'orders booked, with attribution',
      { value: batch.perSecond, unit: 'orders/s' },
      { value: single.perSecond, is: 'one order in a transaction, one after the other' },
      { orders: run.count(ORDERS), cpuMsPerOrder: batch.cpuMsPerOrder, ...batch.rows },
      [
        { of: 'value', atLeast: GOAL_PER_SECOND },
        { of: 'ratio', atLeast: GOAL_RATIO },
      ],
    ),
  ];
}

async function booked(run: BenchRun, env: Record<string, string>, count: number) {
  const alone = await ServersAlone.start();
  const admin = new pg.Client({ connectionString: databaseAddress(alone.servers.postgres.adminUrl) });
  try {
    await admin.connect();
    const keepsTouches = await alone.startService('finance');
    const warmUp = Math.min(count, run.count(ORDERS_TO_WARM_UP));
    const all = warmUp + count;
    await publish(alone, touches(all));
    await untilQuiet(admin);
    await keepsTouches.stop();

    await publish(alone, paidOrders(all));
    const finance = await alone.startService('finance', { env });
    await until(admin, warmUp);
    const before = { at: performance.now(), orders: await orders(admin), cpu: alone.cpuMs(finance) };
    await until(admin, all);
    const seconds = (performance.now() - before.at) / 1_000;
    const cpu = alone.cpuMs(finance);
    const done = all - before.orders;
    const perOrder = (of: keyof typeof cpu) => rounded((cpu[of] - before.cpu[of]) / done);
    return {
      perSecond: done / seconds,
      cpuMsPerOrder: { finance: perOrder('service'), postgres: perOrder('postgres'), nats: perOrder('nats') },
      rows: await rowsPerOrder(admin, all),
    };
  } finally {
    await admin.end();
    await alone.stop();
  }
}

/** Three of four customers were touched once, one of four twice. */
function* touches(count: number): Generator<Fact> {
  for (let n = 1; n <= count; n += 1) {
    yield touchOf(n);
    if (n % 4 === 0) yield touchOf(n);
  }
}

function* paidOrders(count: number): Generator<Fact> {
  for (let n = 1; n <= count; n += 1) yield paidOrder(n);
}

async function publish({ connection }: ServersAlone, all: Iterable<Fact>): Promise<void> {
  const client = jetstream(connection);
  let inFlight: Promise<unknown>[] = [];
  for (const { subject, id, payload } of all) {
    inFlight.push(client.publish(subject, payload, { msgID: id }));
    if (inFlight.length < IN_FLIGHT) continue;
    await Promise.all(inFlight);
    inFlight = [];
  }
  await Promise.all(inFlight);
}

async function orders(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM finance.journal_entries WHERE kind = 'sale'`,
  );
  return rows[0]!.n;
}

async function untilQuiet(admin: pg.Client): Promise<void> {
  const touchpoints = async () =>
    (await admin.query<{ n: number }>('SELECT count(*)::int AS n FROM finance.touchpoints')).rows[0]!.n;
  for (let [before, now] = [0, -1]; now !== before || now === 0;) {
    [before, now] = [now, await touchpoints()];
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
}

async function until(admin: pg.Client, count: number): Promise<void> {
  while ((await orders(admin)) < count) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}

/** What stands behind the figure, so that a cheaper order does not pass for a faster one. */
async function rowsPerOrder(admin: pg.Client, count: number): Promise<Record<string, number>> {
  const { rows } = await admin.query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM finance.postings) AS postings, (SELECT count(*) FROM finance.attribution_credits) AS credits,
       (SELECT count(*) FROM finance.outbox) AS events`,
  );
  return Object.fromEntries(
    Object.entries(rows[0]!).map(([name, n]) => [`${name}PerOrder`, rounded(Number(n) / count)]),
  );
}

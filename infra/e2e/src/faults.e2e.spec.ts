import { DEFAULT_SHOP, sendDeliveries, type SendOptions, type SendReport, webhookIdOf } from '@vividwalls/simulator';
import { balances, type Entry, journal, trialBalance } from './books.js';
import { drained } from './drained.js';
import { eventfulWeek } from './eventful-week.js';
import { FaultInjector, faultSchedule, type Strike } from './fault-schedule.js';
import { writtenTwice } from './outboxes.js';
import { recordedDeliveries, verifyRecord } from './record.js';
import { startSystem, stopSystems, type System } from './system.js';

/** Slow enough that every outage meets traffic, fast enough that the spec ends. */
const DELIVERIES_PER_SECOND = 30;
/** Those that wait for their next attempt count too, so there must be room for an outage's worth. */
const DISTURBED_CONCURRENCY = 200;
const CALM_CONCURRENCY = 16;
const ENVIRONMENT = { VW_TEST_ORDER_RULES: JSON.stringify({ ownerEmails: [DEFAULT_SHOP.ownerEmail] }) };

const { seed, deliveries, truth } = eventfulWeek();
const schedule = faultSchedule(String(seed), deliveries.length);

let system: System;
let report: SendReport;
let struck: readonly Strike[];
let entries: Entry[];
let undisturbed: Entry[];

type Sending = Pick<SendOptions, 'rate' | 'concurrency' | 'onAcknowledged'>;

function send(to: System, how: Sending): Promise<SendReport> {
  return sendDeliveries(deliveries, { url: `${to.url}/webhooks/shopify`, secret: to.secret, ...how });
}

beforeAll(async () => {
  system = await startSystem({ env: ENVIRONMENT });
  const faults = new FaultInjector(system, schedule);
  report = await send(system, {
    rate: DELIVERIES_PER_SECOND,
    concurrency: DISTURBED_CONCURRENCY,
    onAcknowledged: () => faults.acknowledged(),
  });
  await faults.over();
  struck = faults.struck;
  await drained(system);
  entries = await journal(system);
}, 240_000);

beforeAll(async () => {
  const calm = await startSystem({ env: ENVIRONMENT, single: true });
  expect(await send(calm, { rate: 0, concurrency: CALM_CONCURRENCY })).toMatchObject({ failed: 0 });
  await drained(calm);
  undisturbed = await journal(calm);
  await calm.stop();
}, 120_000);

afterAll(stopSystems, 60_000);

it('meets every fault while webhooks come in', () => {
  expect(struck.map(({ victim }) => victim)).toEqual(schedule.map(({ victim }) => victim));
  for (const { acknowledged } of struck) expect(acknowledged).toBeLessThan(deliveries.length);
});

it('has every delivery acknowledged in the end, some of them only at a later attempt', () => {
  expect(report).toMatchObject({ deliveries: deliveries.length, acknowledged: deliveries.length, failures: [] });
  expect(report.retries).toBeGreaterThan(0);
});

it('has every acknowledged webhook in the audit chain', async () => {
  const recorded = new Set(await recordedDeliveries(system));
  expect(report.acknowledgedIds.filter((id) => !recorded.has(id))).toEqual([]);
  expect(recorded).toEqual(new Set(deliveries.map(webhookIdOf)));
});

it('has a record that is whole, without a missing sequence', async () => {
  const verification = await verifyRecord(system);
  expect(verification).toMatchObject({ ok: true, faults: [] });
  expect(verification.streams.map(({ stream }) => stream)).toEqual([
    'FINANCE',
    'GOVERNANCE',
    'INTAKE',
    'ORCHESTRATION',
    'SHOP',
  ]);
  for (const { first, missing } of verification.streams) expect({ first, missing }).toEqual({ first: 1, missing: 0 });
});

it('has handled nothing twice: no service has written an event a second time', async () => {
  expect(await writtenTwice(await system.db())).toEqual([]);
});

it('has given up on nothing', async () => {
  const letters = await system.get<{ items: unknown[] }>('/api/gateway/dead-letters');
  const untranslatable = await system.get<{ items: unknown[] }>('/api/gateway/deliveries?status=untranslatable');
  expect([...letters.items, ...untranslatable.items]).toEqual([]);
});

it.each(['real', 'test'] as const)('has balanced books (%s)', async (book) => {
  const { currencies } = await trialBalance(system, book);
  expect(Object.keys(currencies)).toEqual(['USD']);
  for (const { debitMinor, creditMinor } of Object.values(currencies)) expect(debitMinor).toBe(creditMinor);
});

it('shows in the trial balance what the journal adds up to', async () => {
  for (const book of ['real', 'test'] as const) {
    const { currencies } = await trialBalance(system, book);
    for (const [currency, { accounts }] of Object.entries(currencies)) {
      for (const { account, debitMinor, creditMinor } of accounts) {
        const booked = entries
          .filter((entry) => entry.book === book)
          .flatMap(({ postings }) => postings)
          .filter((posting) => posting.account === account && posting.currency === currency)
          .reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
        expect({ account, balance: BigInt(debitMinor) - BigInt(creditMinor) }).toEqual({ account, balance: booked });
      }
    }
  }
});

it('has booked for every order and account what an undisturbed run books', () => {
  expect(balances(entries)).toEqual(balances(undisturbed));
});

it('has booked nothing twice: what came in and went out of every order is what really did', () => {
  const booked = balances(entries);
  for (const order of truth.orders) {
    const inBook = (book: string): bigint =>
      booked.get(`${order.orderId} ${book} asset:payments-clearing ${order.currency}`) ?? 0n;
    const [own, other] = order.test ? ['test', 'real'] : ['real', 'test'];
    expect({ order: order.name, received: inBook(own!), elsewhere: inBook(other!) }).toEqual({
      ...{ order: order.name, received: BigInt(order.netMinor), elsewhere: 0n },
    });
  }
});

it('counts no test order', () => {
  const tests = new Set(truth.orders.filter(({ test }) => test).map(({ orderId }) => orderId));
  const counted = [...balances(entries).keys()].filter((key) => {
    const [orderId, book] = key.split(' ');
    return tests.has(orderId!) && book === 'real';
  });
  expect(counted).toEqual([]);
});

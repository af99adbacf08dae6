import { randomUUID } from 'node:crypto';
import { Chance } from '@vividwalls/simulator';
import { accountBalances, journal, ledgerOf, moneyEntries, totals, trialBalance } from './books.js';
import { drained } from './drained.js';
import { recordedDeliveries, verifyRecord } from './record.js';
import { aboutOtherOrders, DISPUTE, type ShopBody, shopBodies, statedMoney } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

/** The first order of arrival is that of the bodies as they are; the others tell the same story of other orders. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

interface Story {
  readonly seed: number;
  readonly bodies: readonly ShopBody[];
  readonly webhookIds: readonly string[];
}

const stories: Story[] = SEEDS.map((seed, place) => {
  const bodies = aboutOtherOrders(shopBodies(), place * 1_000_000);
  return { seed, bodies, webhookIds: bodies.map(() => randomUUID()) };
});

let system: System;
const answers: { file: string; status: number }[] = [];

beforeAll(async () => {
  system = await startSystem();
  for (const story of stories) answers.push(...(await tell(story)));
  await drained(system);
}, 240_000);
afterAll(stopSystems, 60_000);

/** Every body twice, in an order that the seed decides: a repeat may come before other bodies' first. */
async function tell({ seed, bodies, webhookIds }: Story): Promise<{ file: string; status: number }[]> {
  const order = new Chance(`fixtures/${seed}`).shuffled([...bodies.keys(), ...bodies.keys()]);
  const given: { file: string; status: number }[] = [];
  for (const index of order) {
    const { file, topic, bytes } = bodies[index]!;
    const { status } = await system.post(topic, bytes, { 'x-shopify-webhook-id': webhookIds[index] });
    given.push({ file, status });
  }
  return given;
}

it('tells the first story with the bodies as Shopify wrote them', () => {
  expect(stories[0]!.bodies.map(({ bytes }) => bytes)).toEqual(shopBodies().map(({ bytes }) => bytes));
  expect(stories[0]!.bodies.length).toBeGreaterThanOrEqual(19);
});

it('answers every delivery with 200, and its repeat too', () => {
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(answers).toHaveLength(SEEDS.length * shopBodies().length * 2);
});

it('translates all of them', async () => {
  const { items } = await system.get<{ items: unknown[] }>('/api/gateway/deliveries?status=untranslatable');
  expect(items).toEqual([]);
  const { items: letters } = await system.get<{ items: unknown[] }>('/api/gateway/dead-letters');
  expect(letters).toEqual([]);
});

describe.each(stories)('told in the order of seed $seed', ({ bodies }) => {
  const money = [...statedMoney(bodies)].map(([orderId, stated]) => ({ orderId, ...stated }));

  it('books each order’s sale and each refund once, and nothing for what is not paid', async () => {
    for (const { orderId, causes } of money) {
      const { entries, waiting, test } = await ledgerOf(system, orderId);
      expect({
        orderId,
        test,
        waiting,
        causes: moneyEntries(entries)
          .map(({ cause }) => cause)
          .sort(),
      }).toEqual({
        ...{ orderId, test: false, waiting: [], causes },
      });
    }
  });

  it('lets every entry and every order sum to zero per currency', async () => {
    for (const { orderId, currency } of money) {
      const { entries } = await ledgerOf(system, orderId);
      for (const { postings } of entries) expect(totals(postings)).toEqual(new Map([[currency, 0n]]));
    }
  });

  it('books what Shopify says was paid, less what went back, to the cent', async () => {
    for (const { orderId, paidMinor, refundedMinor } of money) {
      const { entries } = await ledgerOf(system, orderId);
      const balance = accountBalances(entries.flatMap(({ postings }) => postings));
      const sum = (...prefixes: string[]): bigint =>
        [...balance]
          .filter(([account]) => prefixes.some((prefix) => account.startsWith(prefix)))
          .reduce((total, [, amount]) => total - amount, 0n);
      // Credits are negative: income and liabilities with their sign turned are what the shop got.
      const shipping = sum('income:shipping');
      const tips = sum('income:tips');
      const netRevenue = sum('income:') - shipping - tips;
      const tax = sum('liability:sales-tax');
      expect({ orderId, sum: netRevenue + tax + shipping + tips }).toEqual({ orderId, sum: paidMinor - refundedMinor });
      expect({ orderId, received: -sum('asset:payments-clearing') }).toEqual({
        ...{ orderId, received: paidMinor - refundedMinor },
      });
    }
  });
});

it('has a trial balance that balances in both currencies and holds the stories’ sum', async () => {
  const { currencies } = await trialBalance(system);
  expect(Object.keys(currencies).sort()).toEqual(['EUR', 'USD']);
  for (const { debitMinor, creditMinor } of Object.values(currencies)) expect(debitMinor).toBe(creditMinor);
  const stated = stories.flatMap(({ bodies }) => [...statedMoney(bodies).values()]);
  for (const [currency, { accounts }] of Object.entries(currencies)) {
    const clearing = accounts.find(({ account }) => account === 'asset:payments-clearing')!;
    const expected = stated
      .filter((one) => one.currency === currency)
      .reduce((sum, one) => sum + one.paidMinor - one.refundedMinor, 0n);
    // Every story tells of the same chargeback, which took its money at once.
    const disputed = currency === DISPUTE.currency ? DISPUTE.amountMinor : 0n;
    expect({ currency, net: BigInt(clearing.debitMinor) - BigInt(clearing.creditMinor) }).toEqual({
      ...{ currency, net: expected - disputed },
    });
  }
});

it('has nothing in the books but these orders, and no cause twice', async () => {
  const entries = moneyEntries(await journal(system));
  const expected = stories.flatMap(({ bodies }) =>
    [...statedMoney(bodies)].flatMap(([orderId, { causes }]) => causes.map((cause) => `${orderId} ${cause} 1`)),
  );
  const told = [...expected, `${DISPUTE.orderId} dispute:${DISPUTE.id} 1`];
  expect(entries.map(({ orderId, cause, seq }) => `${orderId} ${cause} ${seq}`).sort()).toEqual(told.sort());
});

it('proves that every delivery is recorded, once, and no event is missing', async () => {
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
  const sent = stories.flatMap(({ webhookIds }) => webhookIds);
  expect((await recordedDeliveries(system)).sort()).toEqual([...sent].sort());
});

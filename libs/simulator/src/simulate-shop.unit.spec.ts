import { createHash } from 'node:crypto';
import { webhookIdOf, type Delivery } from './deliveries/delivery.js';
import { SIMULATED_TOPICS } from './deliveries/topics.js';
import { DEFAULT_START_AT, simulateAll, simulateShop } from './simulate-shop.js';

const digest = (deliveries: readonly Delivery[]): string => {
  const hash = createHash('sha256');
  for (const one of deliveries) hash.update(JSON.stringify([one.headers, one.at])).update(one.body);
  return hash.digest('hex');
};
const month = simulateAll({ days: 30, ordersPerDay: 12, seed: 2 });
const share = (count: number): number => count / month.truth.orders.length;

describe('the same seed', () => {
  it('gives the same bytes, headers, times and truth', () => {
    const options = { days: 4, ordersPerDay: 8, seed: 3 };
    const [one, other] = [simulateAll(options), simulateAll(options)];
    expect(digest(one.deliveries)).toBe(digest(other.deliveries));
    expect(one.truth).toEqual(other.truth);
    expect(digest(simulateAll({ ...options, seed: 4 }).deliveries)).not.toBe(digest(one.deliveries));
  });

  it('gives the bytes it always gave: who changes the simulation changes this line on purpose', () => {
    expect(digest(simulateAll({ days: 3, ordersPerDay: 6, seed: 1 }).deliveries)).toBe(
      '6fcb1cf13adcd56b8a49809601872d7e3702bc2fa86e7cb07356601f5e7d69c5',
    );
  });

  it('shares no order id with another seed', () => {
    const ids = [1, 2, 3].flatMap((seed) =>
      simulateAll({ days: 2, ordersPerDay: 20, seed }).truth.orders.map((one) => one.orderId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a simulation that ends at a moment', () => {
  const days = { days: 3, ordersPerDay: 20, seed: 5 };
  const untilAt = DEFAULT_START_AT + 2.5 * 86_400_000;
  const [whole, cut] = [simulateAll(days), simulateAll({ ...days, untilAt })];

  it('is the whole one up to then', () => {
    const before = whole.truth.orders.filter(({ createdAt }) => Date.parse(createdAt) < untilAt);
    expect(cut.truth.orders.map(({ orderId }) => orderId)).toEqual(before.map(({ orderId }) => orderId));
    expect(before.length).toBeLessThan(whole.truth.orders.length);
  });

  it('tells of nothing later, and loses nothing that was on its way', () => {
    for (const { headers } of cut.deliveries) {
      expect(Date.parse(headers['X-Shopify-Triggered-At']!)).toBeLessThan(untilAt);
    }
    expect(cut.deliveries).toHaveLength(cut.truth.deliveries.reduce((sum, { copies }) => sum + copies, 0));
  });

  it('must not end before it begins', () => {
    expect(() => simulateShop({ ...days, untilAt: DEFAULT_START_AT })).toThrow(RangeError);
  });
});

describe('a month', () => {
  it('brings every topic', () => {
    expect([...new Set(month.deliveries.map((one) => one.topic))].sort()).toEqual([...SIMULATED_TOPICS]);
  });

  it('arrives in the order of its times, from the first day on', () => {
    const times = month.deliveries.map((one) => one.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(DEFAULT_START_AT);
  });

  it('repeats some webhooks with the same id and bytes, and the truth counts them', () => {
    const byId = Map.groupBy(month.deliveries, webhookIdOf);
    const repeated = [...byId.values()].filter((copies) => copies.length > 1);
    expect(repeated.length / byId.size).toBeGreaterThan(0.015);
    for (const copies of repeated) expect(new Set(copies.map((one) => one.body.toString('base64'))).size).toBe(1);
    expect(month.truth.deliveries.every((one) => byId.get(one.webhookId)?.length === one.copies)).toBe(true);
  });

  it('lets some orders/paid overtake their orders/create, and some webhooks arrive hours late', () => {
    const first = new Map<string, string>();
    for (const { topic, body } of month.deliveries) {
      const id = /^\{"id":(\d+)/.exec(body.toString())?.[1];
      if (id && (topic === 'orders/create' || topic === 'orders/paid') && !first.has(id)) first.set(id, topic);
    }
    const overtaken = [...first.values()].filter((topic) => topic === 'orders/paid').length;
    expect(share(overtaken)).toBeGreaterThan(0.05);
    const lateMs = month.deliveries.map((one) => one.at - Date.parse(one.headers['X-Shopify-Triggered-At']!));
    expect(Math.max(...lateMs)).toBeGreaterThan(3_600_000);
    expect(Math.min(...lateMs)).toBeGreaterThan(0);
  });

  it('has a plausible mix', () => {
    const { orders, shoppers } = month.truth;
    const such = (test: (order: (typeof orders)[number]) => boolean): number => share(orders.filter(test).length);
    expect(orders.length).toBeGreaterThan(250);
    expect(orders.length).toBeLessThan(450);
    expect(such((one) => one.test)).toBeLessThan(0.1);
    expect(such((one) => one.test)).toBeGreaterThan(0.01);
    expect(such((one) => one.presentmentCurrency !== 'USD')).toBeGreaterThan(0.03);
    expect(such((one) => one.refundedMinor !== '0')).toBeLessThan(0.25);
    expect(such((one) => one.financialStatus === 'paid')).toBeGreaterThan(0.7);
    expect(such((one) => one.cancelled)).toBeLessThan(0.12);
    for (const status of ['voided', 'refunded', 'partially_refunded'])
      expect(orders.map((one) => one.financialStatus)).toContain(status);
    expect(new Set(orders.map((one) => one.presentmentCurrency))).toEqual(new Set(['USD', 'CAD', 'EUR', 'JPY']));
    expect(new Set(orders.flatMap((one) => one.testReason ?? []))).toEqual(
      new Set(['bogus_gateway', 'test_user', 'owner']),
    );
    expect(shoppers.filter((one) => one.kind === 'bot').every((one) => one.orderIds.length === 0)).toBe(true);
    expect(shoppers.some((one) => one.orderIds.length > 1)).toBe(true);
  });

  it('has credit that sums to a whole for every order that touches led to', () => {
    const led = month.truth.orders.filter((one) => one.touches.length > 0);
    expect(share(led.length)).toBeGreaterThan(0.8);
    for (const order of led) {
      expect(order.creditBps.reduce((a, b) => a + b, 0)).toBe(10_000);
      expect(order.touches.every((touch) => touch.at < order.createdAt)).toBe(true);
    }
  });

  it('keeps ids exact that doubles would round', () => {
    const ids = month.truth.orders.map((one) => one.orderId);
    expect(ids.every((id) => BigInt(id) > 2n ** 53n)).toBe(true);
    expect(ids.some((id) => BigInt(Number(id)) !== BigInt(id))).toBe(true);
    const texts = new Set(
      month.deliveries
        .filter((one) => one.topic === 'orders/create')
        .map((one) => /^\{"id":(\d+)/.exec(one.body.toString())![1]),
    );
    expect([...texts].sort()).toEqual([...ids].sort());
  });
});

describe('bounds', () => {
  it.each([
    { days: 0, ordersPerDay: 5 },
    { days: 1.5, ordersPerDay: 5 },
    { days: 4_000, ordersPerDay: 5 },
    { days: 1, ordersPerDay: 0 },
    { days: 1, ordersPerDay: 251 },
    { days: 1, ordersPerDay: Number.NaN },
  ])('refuses %j before anything is yielded', (options) => {
    expect(() => simulateShop({ ...options, seed: 1 })).toThrow(RangeError);
  });
});

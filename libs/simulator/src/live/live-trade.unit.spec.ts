import { simulateAll } from '../simulate-shop.js';
import type { Delivery } from '../deliveries/delivery.js';
import { inRealTime } from './in-real-time.js';
import { GAP_MS, liveTrade } from './live-trade.js';

const START = Date.UTC(2026, 10, 29, 17);
const HALF_AN_HOUR = 1_800_000;
function played(more: Partial<Parameters<typeof liveTrade>[0]> = {}) {
  const { truth, deliveries } = liveTrade({ seed: 'a', startAt: START, forMs: HALF_AN_HOUR, orders: 150, ...more });
  return { deliveries: [...deliveries], truth };
}

describe('live trade', () => {
  it('is the same for the same options, and another for another seed', () => {
    expect(played()).toEqual(played());
    expect(played({ seed: 'b' }).truth.orders[0]!.orderId).not.toBe(played().truth.orders[0]!.orderId);
  });

  it('brings about one order every ten to twenty seconds, and no more than it is told', () => {
    const { orders } = played().truth;
    expect(orders.length).toBeGreaterThan(HALF_AN_HOUR / GAP_MS[1] - 5);
    expect(orders.length).toBeLessThan(HALF_AN_HOUR / GAP_MS[0]);
    const few = played({ orders: 3 }).truth.orders.length;
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThanOrEqual(3);
  });

  it('has the whole chain of an order, within minutes', () => {
    const { deliveries } = played();
    const topics = new Set(deliveries.map(({ topic }) => topic));
    for (const topic of ['checkouts/create', 'customers/create', 'orders/create', 'orders/paid']) {
      expect(topics).toContain(topic);
    }
    // It is the same shop: its catalogue is told only once.
    expect(topics).not.toContain('products/create');
    expect(deliveries[0]!.at).toBeGreaterThanOrEqual(START + GAP_MS[0]);
    expect(Math.max(...deliveries.map(({ at }) => at))).toBeLessThan(START + HALF_AN_HOUR + 15 * 60_000);
  });

  it('tells of nothing before it has happened', () => {
    for (const { at, headers } of played().deliveries) {
      expect(Date.parse(headers['X-Shopify-Triggered-At']!)).toBeLessThan(at);
    }
  });

  it('repeats no order, number or shopper of the start before, nor of the shop’s days', () => {
    const first = played({ forMs: 60_000 });
    const last = Math.max(...first.deliveries.map(({ at }) => at));
    const again = played({ seed: 'b', startAt: last + 1 }).truth;
    const days = simulateAll({ days: 3, ordersPerDay: 40, seed: 42 }).truth;
    for (const what of ['orderId', 'name'] as const) {
      const all = [...first.truth.orders, ...again.orders, ...days.orders].map((order) => order[what]);
      expect(new Set(all).size).toBe(all.length);
    }
    const shoppers = [...first.truth.shoppers, ...again.shoppers, ...days.shoppers].map(({ id }) => id);
    expect(new Set(shoppers).size).toBe(shoppers.length);
  });

  it.each([{ orders: 0 }, { orders: 1_001 }, { orders: 1.5 }, { forMs: 0 }, { forMs: 1e9 }])('refuses %j', (wrong) => {
    expect(() => played(wrong)).toThrow(RangeError);
  });
});

describe('in real time', () => {
  const deliveries = [10, 20, 20, 90].map((at) => ({ at }) as Delivery);
  const collect = async (stop?: number) => {
    const abort = new AbortController();
    let now = 0;
    const given: [number, number][] = [];
    const wait = (ms: number, signal: AbortSignal): Promise<void> => {
      now += ms;
      if (stop !== undefined && now >= stop) abort.abort();
      return signal.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve();
    };
    const real = { now: () => now, wait, signal: abort.signal, untilAt: 50 };
    for await (const { at } of inRealTime(deliveries, real)) given.push([at, now]);
    return given;
  };

  it('each comes at its moment, and what is left at the end comes then', async () => {
    expect(await collect()).toEqual([
      [10, 10],
      [20, 20],
      [20, 20],
      [90, 50],
    ]);
  });

  it('an abort ends it', async () => {
    expect(await collect(20)).toEqual([[10, 10]]);
  });
});

import { makeDemoPlans } from '@vividwalls/local';
import { drained } from './drained.js';
import { startSystem, stopSystems, type System } from './system.js';
import { vw } from './vw.js';

interface Traded {
  readonly orders: number;
  readonly acknowledged: number;
  readonly deliveries: number;
}

interface Credited {
  readonly currencies: { readonly rows: { readonly key: string | null; readonly unattributed: boolean }[] }[];
}

/** What `npm start` plays for whoever opens the console for the first time. */
describe('the demo’s shop', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ single: true });
  }, 120_000);
  afterAll(stopSystems, 60_000);

  it('has two commission plans, however often they are made', async () => {
    const now = new Date();
    expect([
      await makeDemoPlans(system.url, system.key, now),
      await makeDemoPlans(system.url, system.key, now),
    ]).toEqual([undefined, undefined]);
    const { items } = await system.get<{ items: { name: string }[] }>('/api/finance/commissions/plans');
    expect(items.map(({ name }) => name).sort()).toEqual(['Business sales', 'Designers']);
  });

  it('ends now, and its campaigns and codes name agents', async () => {
    // In the small hours the last day has hardly begun: of five days there are always enough that earn and are paid.
    const days = ['--days', '5', '--until', 'now', '--orders-per-day', '12', '--seed', '5', '--rate', '50', '--marks'];
    const { code, answer } = await vw<Traded>(system, ['shop', 'simulate', ...days, '--json']);
    expect(code).toBe(0);
    expect(answer.acknowledged).toBe(answer.deliveries);
    await drained(system);
    const { items } = await system.get<{ items: { time: string }[] }>(
      '/api/audit/events?type=vw.shop.order.created.v1&limit=250',
    );
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ time }) => Date.parse(time) > Date.now())).toEqual([]);
    const { currencies } = await system.get<Credited>('/api/finance/attribution/summary?by=agent');
    const rows = currencies.flatMap(({ rows: all }) => all);
    expect(rows.filter(({ unattributed }) => !unattributed).length).toBeGreaterThan(0);
    const balances = await system.get<{ items: unknown[] }>('/api/finance/commissions/balances');
    expect(balances.items.length).toBeGreaterThan(0);
  }, 120_000);

  it('goes on in real time, with orders that were not there before', async () => {
    const orders = async (): Promise<Set<string>> => {
      const path = '/api/audit/events?type=vw.shop.order.created.v1&limit=250';
      const { items } = await system.get<{ items: { subject: string }[] }>(path);
      return new Set(items.map(({ subject }) => subject));
    };
    const before = await orders();
    const { code, answer } = await vw<Traded>(system, ['shop', 'live', '--minutes', '1', '--orders', '1', '--json']);
    expect([code, answer.orders]).toEqual([0, 1]);
    await drained(system);
    expect([...(await orders())].filter((id) => !before.has(id))).toHaveLength(1);
  }, 150_000);
});

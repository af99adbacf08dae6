import { simulateAll } from '../simulate-shop.js';
import { agentReports } from './agent-reports.js';

const { truth } = simulateAll({ days: 5, ordersPerDay: 10, seed: 3 });

describe('what agents report of a simulation', () => {
  const reports = agentReports(truth);

  it('is every touch that has an agent, once, oldest first', () => {
    const touches = [
      ...truth.orders.flatMap((order) => order.touches),
      ...truth.shoppers.flatMap((one) => one.touches),
    ];
    const ids = new Set(touches.filter(({ agent }) => agent !== null).map(({ id }) => `${truth.seed}/${id}`));
    expect(reports.length).toBeGreaterThan(50);
    expect(new Set(reports.map(({ id }) => id))).toEqual(ids);
    const times = reports.map(({ data }) => data.occurredAt);
    expect(times).toEqual([...times].sort());
  });

  it('calls the last touch before an order direct and marks those of test orders', () => {
    const byId = new Map(reports.map((report) => [report.id, report]));
    for (const order of truth.orders) {
      const last = order.touches.at(-1);
      const report = last && byId.get(`${truth.seed}/${last.id}`);
      if (report) expect(report).toMatchObject({ test: order.test, data: { kind: 'direct' } });
    }
    expect(reports.some(({ data }) => data.kind === 'influenced')).toBe(true);
  });
});

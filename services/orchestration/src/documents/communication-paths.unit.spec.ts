import { seededRoster } from '../registry/seeding/registry-seed.js';
import { communicationOf } from './communication-paths.js';

const at = new Date('2026-11-29T08:00:00Z');
const path = (from: string, to: string, messages: number) => ({ from, to, messages, firstAt: at, lastAt: at });

describe('who talks to whom, before and after', () => {
  const roster = seededRoster();
  const { before, after } = communicationOf(roster, []);

  it('is counted as the figures of the consolidation count it', () => {
    expect([before.agents.length, before.potentialPaths]).toEqual([121, 14_641]);
    expect([after.agents.length, after.potentialPaths, after.routes.length]).toEqual([28, 784, 126]);
  });

  it.each([
    ['before', before],
    ['after', after],
  ])('has each department once along the sides, %s; the root stands first', (_when, { agents, routes }) => {
    const departments = agents.map(({ department }) => department);
    const blocks = departments.filter((department, i) => department !== departments[i - 1]);
    expect(new Set(blocks).size).toBe(blocks.length);
    expect(agents[0]!.level).toBe('orchestrator');
    const ids = new Set(agents.map(({ id }) => id));
    expect(routes.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
  });

  it('has directors before those below them', () => {
    const sales = after.agents.filter(({ department }) => department === 'Sales').map(({ id }) => id);
    expect(sales[0]).toBe('sales-director');
  });

  it('tells what a path is that was taken, most messages first', () => {
    const { taken } = communicationOf(roster, [
      path('facebook-agent', 'instagram-agent', 2),
      path('orders-fulfillment-agent', 'customer-support-agent', 9),
      path('sales-director', 'b2b-sales-agent', 3),
      path('outside', 'sales-director', 3),
    ]);
    expect(taken.map(({ from, kind }) => `${from} ${kind}`)).toEqual([
      ...['orders-fulfillment-agent direct', 'outside before', 'sales-director hierarchy', 'facebook-agent before'],
    ]);
  });
});

import {
  BudgetThresholdReached,
  InventoryLevelChanged,
  OrderBooked,
  OrderPaid,
  RefundCreated,
} from '@vividwalls/events';
import { eventually } from '@vividwalls/testing';
import fc from 'fast-check';
import { paidOrder, refund, stock } from '../../activation/testing/sample-events.js';
import { done, failing, type Work } from '../../tasks/testing/trial-ports.js';
import { ConsumingTrial, told, type Told } from './consuming-trial.js';

const waiting: Work = ({ deadline }) => ({ kind: 'waiting', for: 'callback', until: deadline, cost: {} });

let trial: ConsumingTrial;
beforeAll(async () => {
  const works = {
    ...{ 'order.fulfil': waiting, 'order.stop': done, 'support.triage': done, 'sales.qualify-lead': done },
    ...{ 'inventory.forecast': failing(false), 'budget.check': waiting },
  };
  trial = await ConsumingTrial.open('any-order', works, { canary: 'order.fulfil', shadow: 'support.triage' });
}, 60_000);
afterAll(() => trial?.stop());

const CUSTOMERS = ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay'];

/** What one shop has to tell: every history has orders of its own, of the same customers. */
function shopOf(history: string): Told[] {
  const orders = CUSTOMERS.map((customerId, i) => {
    const orderId = `${history}-${i + 1}`;
    const { totals } = paidOrder(orderId).order;
    const totalMinor = i % 3 === 0 ? '250000' : totals.totalMinor;
    return paidOrder(orderId, { customerId, totals: { ...totals, totalMinor } });
  });
  const booked = orders.flatMap(({ order: { orderId, customerId } }, i) =>
    [1, 2, 3].map((version) => {
      const order = {
        orderId,
        customerId,
        currency: 'USD',
        test: i === 5 && version === 3,
        placedAt: '2026-11-20T14:00:00.000Z',
      };
      const net = { ...order, netRevenueMinor: String(10_000 * i + 100 * version) };
      return told(OrderBooked, { order: net, entries: [] } as unknown as OrderBooked, version);
    }),
  );
  const triage = (i: number) => `rule:paid-order:${history}-${i}`;
  return [
    ...orders.flatMap((order) => [told(OrderPaid, order), told(OrderPaid, order)]),
    ...booked,
    ...[1, 2].map((i) => told(RefundCreated, refund(`${history}-${i}`))),
    ...[9, 8, 40].map((available) => told(InventoryLevelChanged, stock(`${history}-item`, available))),
    told(InventoryLevelChanged, stock(`${history}-unknown`)),
    ...[75, 90, 90].map((threshold) => told(BudgetThresholdReached, budget(`${history}-budget`, threshold))),
    ...[1, 2, 3, 4].map((i): Told => ({ report: 'succeeded', key: triage(i) })),
    { report: 'cancelled', key: triage(5) },
    // Not the one that has it: it changes nothing.
    { report: 'cancelled', key: triage(6), by: 'somebody-else' },
  ];
}

const budget = (budgetId: string, threshold: number) =>
  ({
    ...{ budgetId, threshold, department: 'marketing', category: 'ads', currency: 'USD' },
    ...{
      periodStart: '2026-11-01',
      periodEnd: '2026-11-30',
      allocatedMinor: '100000',
      spentMinor: '90000',
      reservedMinor: '0',
    },
  }) as unknown as BudgetThresholdReached;

/** What all of it came to, without what differs from history to history. */
async function stateOf(history: string) {
  const rows = async (sql: string): Promise<string[]> => {
    const found = await trial.consolidation.query<object>(sql, [`%${history}-%`]);
    return found.map((row) => Object.values(row).join(' ').replaceAll(`${history}-`, '')).sort();
  };
  const named = `(SELECT t.*, coalesce('shadow of ' || p.key, t.key) AS name FROM tasks t LEFT JOIN tasks p ON p.id = t.shadow_of) t`;
  return {
    tasks: await rows(
      `SELECT name, capability, state, waits_for, stage, agent_id, persona_id, acts_as, tries, error_code, output
       FROM ${named} WHERE name LIKE $1`,
    ),
    outcomes: await rows(
      `SELECT name, o.agent_id, o.persona_id, o.state, o.arm, o.mode, o.succeeded
       FROM arm_outcomes o JOIN ${named} ON t.id = o.task_id WHERE name LIKE $1`,
    ),
    comparisons: await rows(
      `SELECT name, c.verdict, c.similarity FROM shadow_comparisons c JOIN ${named} ON t.id = c.task_id WHERE name LIKE $1`,
    ),
    standings: await rows(
      'SELECT order_id, customer_id, net_minor, version FROM order_standings WHERE order_id LIKE $1',
    ),
  };
}

describe('the events that the service handles', () => {
  it('end in the same state, told in any order, twice, to two replicas at once', async () => {
    await trial.deliver(shopOf('h0'), 1);
    const expected = await eventually(async () => {
      const state = await stateOf('h0');
      expect(state.tasks.filter((line) => /queued|routed|reserved/.test(line))).toEqual([]);
      expect([state.outcomes.length, state.comparisons.length]).toEqual([8, 2]);
      const ends = (end: string) => state.tasks.filter((line) => line.includes(` ${end} `)).length;
      // Done: four of orders, two stops, two of sales, two of support with their proposals. What fails is with a person in the end.
      expect([ends('succeeded'), ends('cancelled'), ends('running callback'), ends('running person')]).toEqual([
        ...[12, 1, 2, 1],
      ]);
      return state;
    });
    expect(expected.standings).toEqual([
      '1 ada 300 3',
      '2 bob 10300 3',
      '3 cyd 20300 3',
      '4 dan 30300 3',
      '5 eve 40300 3',
      '6 fay 0 3',
    ]);
    let histories = 0;
    const disorder = fc.record({
      ...{
        seed: fc.noShrink(fc.nat()),
        atOnce: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 })),
      },
    });
    await fc.assert(
      fc.asyncProperty(disorder, async ({ seed, atOnce: [few, many] }) => {
        const history = `h${(histories += 1)}`;
        const all = shopOf(history);
        const [one, other] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { numRuns: 2, seed });
        await Promise.all([trial.deliver(one!, few), trial.deliver(other!, many)]);
        await eventually(async () => expect(await stateOf(history)).toEqual(expected));
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});

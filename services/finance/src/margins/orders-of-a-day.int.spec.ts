import type { CreditedOrderPageView } from '../attribution/summary/credited-order-view.js';
import * as given from '../order-books/testing/snapshots.js';
import { credited } from '../reports/testing/credited.js';
import { ReportsOf } from '../reports/testing/reports-of.js';
import { orderEvent } from '../testing/order-events.js';

/** Three orders of one day whose ids as text are in another order than they were placed in. */
const TIMES = { '9': '08:00:00', '100': '09:00:00.125', '20': '09:00:00.126' };
const NEWEST_FIRST = ['20', '100', '9'];

let reports: ReportsOf;
beforeAll(async () => {
  reports = await ReportsOf.start('orders-of-a-day');
  for (const [orderId, time] of Object.entries(TIMES)) {
    const at = `2026-11-20T${time}Z`;
    const line = given.line({ lineId: `l${orderId}`, variantTitle: '24x36 / Canvas Roll' });
    await reports.database.book(orderEvent(given.order({ orderId, createdAt: at, updatedAt: at, lines: [line] })));
    const [{ net }] = (await reports.database.owner.query(
      'SELECT net_revenue_minor AS net FROM order_books WHERE order_id = $1',
      [orderId],
    )) as [{ net: string }];
    await credited(reports.database, orderId, [['sam', BigInt(net)]]);
  }
});
afterAll(() => reports?.stop());

const DAY = 'from=2026-11-20&to=2026-11-20';

interface Paged<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/** All pages of one row each. */
async function oneByOne<Item>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Paged<Item> = await reports.body(`${path}&limit=1${cursor && `&cursor=${cursor}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

describe('orders of one day', () => {
  it.each(['order', 'line'])('stand by the moment they were placed, newest first, in margins by %s', async (by) => {
    const path = `margins?by=${by}&${DAY}`;
    const whole = await reports.body<Paged<{ orderId: string }>>(path);
    expect(whole.items.map(({ orderId }) => orderId)).toEqual(NEWEST_FIRST);
    expect(await oneByOne(path)).toEqual(whole.items);
  });

  it('and among those credited to an agent', async () => {
    const path = `attribution/orders?by=agent&key=sam&${DAY}`;
    const { items } = await reports.body<CreditedOrderPageView>(path);
    expect(items.map(({ orderId }) => orderId)).toEqual(NEWEST_FIRST);
    expect(await oneByOne(path)).toEqual(items);
  });

  it('are counted once, for whom they are credited to by now', async () => {
    await reports.database.owner.transaction(async (tx) => {
      const [set] = await tx.query<{ id: string }[]>(
        `INSERT INTO attribution_sets (id, order_id, book, seq, reason, model, model_version, amount_minor, currency, occurred_at,
           recorded_at, event_id, correlation_id, actor)
         SELECT gen_random_uuid(), order_id, book, 2, 'correction', model, model_version, 0, currency, occurred_at, recorded_at,
           'later', correlation_id, actor FROM attribution_sets WHERE order_id = '9' RETURNING id`,
      );
      await tx.query(
        `INSERT INTO attribution_credits (set_id, ordinal, order_id, book, agent_id, channel, weight, amount_minor, currency)
         SELECT $1, side.n, order_id, book, side.agent, channel, 1, side.sign * amount_minor, currency
         FROM attribution_credits, (VALUES (1, 'sam', -1), (2, 'pam', 1)) AS side (n, agent, sign) WHERE order_id = '9'`,
        [set!.id],
      );
    });
    const { items, totals } = await reports.margins(`by=agent&${DAY}`);
    expect(items.map(({ key, orders }) => [key, orders]).sort()).toEqual([
      ['pam', 1],
      ['sam', 2],
    ]);
    expect(totals[0]!.orders).toBe(3);
    // Nothing is told of what they cost: that is not nothing.
    expect(items[0]).toMatchObject({
      ...{ advertisingMinor: null, agentRunsMinor: null, spentReason: 'No cost is told of it in these days.' },
      margin: { amountMinor: null, reason: 'No cost is told of it in these days.' },
    });
  });
});

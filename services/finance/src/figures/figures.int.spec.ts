import { FIGURE_NAMES, readFigures, type FigureName, type FigureShown } from '@vividwalls/contracts';
import type { AttributionSummary } from '@vividwalls/contracts';
import { Requests } from '@vividwalls/messaging';
import fc from 'fast-check';
import { addDays } from '../reports/calendar-day.js';
import { orderStories } from '../reports/testing/order-stories.js';
import { ReportsOf } from '../reports/testing/reports-of.js';
import { ReportingLag } from '../reports/reporting-lag.js';
import { shopYear } from '../reports/testing/shop-year.js';
import { averageOrder } from './figures-of-days.js';

const STORIES = 120;
const SEED = 20_261_129;
const BATCH = 25;
const BOOKS: readonly FigureName[] = [
  ...(['orders', 'net_revenue', 'refunds', 'average_order', 'gross_margin', 'gross_margin_percent'] as const),
  ...(['unattributed_revenue', 'ad_spend', 'agent_cost'] as const),
];

/** What the journal knows to the moment. */
const TO_THE_MOMENT = BOOKS.filter((name) => name !== 'unattributed_revenue');

let reports: ReportsOf;
let requests: Requests;
beforeAll(async () => {
  reports = await ReportsOf.start('figures');
  requests = new Requests({ namespace: 'vw', service: 'spec', connection: reports.finance.broker, now: () => NOW });
});
afterAll(() => reports?.stop());

// Of the service's clock: deadlines are by it.
const NOW = new Date('2026-11-24T12:00:00.000Z');

async function figures(from: string, to: string, names: readonly FigureName[] = BOOKS) {
  const answer = await requests.ask(readFigures, { figures: names, from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` });
  expect(answer.figures.map(({ name }) => name)).toEqual(names);
  return Object.fromEntries(answer.figures.map((one) => [one.name, one])) as Record<FigureName, FigureShown>;
}

describe('figures', () => {
  it('are all missing while the books are empty, and say so', async () => {
    for (const one of Object.values(await figures('2026-01-01', '2026-02-01'))) {
      expect(one).toMatchObject({ value: null, reason: expect.stringMatching(/\.$/), asOf: NOW.toISOString() });
    }
  });

  it('are those of the shop’s year', async () => {
    for (const event of shopYear()) await reports.database.book(event);
    const first = await figures('2026-01-01', '2026-02-01');
    expect(first).toMatchObject({
      ...{ orders: { value: '1', unit: 'count', currency: null }, net_revenue: { value: '19000', currency: 'USD' } },
      ...{ refunds: { value: '0' }, average_order: { value: '19000' }, gross_margin: { value: '12625' } },
      gross_margin_percent: { value: '66.45', unit: 'percent', currency: null },
      ...{ ad_spend: { value: null, reason: 'Nothing was booked in these days on the account “Advertising”.' } },
    });
    expect(await figures('2026-02-01', '2026-03-01')).toMatchObject({
      ...{ orders: { value: '2' }, refunds: { value: '0' } },
      gross_margin: { value: null, reason: 'The cost of goods of 1 order is unknown.' },
      gross_margin_percent: { value: null, reason: 'The cost of goods of 1 order is unknown.' },
    });
    expect(await figures('2026-03-01', '2026-04-01')).toMatchObject({
      ...{ orders: { value: '0' }, refunds: { value: '10000' }, net_revenue: { value: '-10000' } },
      average_order: { value: null, reason: 'No order was placed in these days.' },
    });
    expect(await figures('2026-08-01', '2026-08-02')).toMatchObject({
      ...{ orders: { value: '0' }, net_revenue: { value: '0' } },
      gross_margin: { value: null, reason: 'Nothing is booked in the real book in USD from 2026-08-01 to 2026-08-01.' },
    });
    expect(await figures('2025-08-01', '2025-08-02')).toMatchObject({
      orders: { value: null, reason: 'The books begin on 2026-01-10.' },
    });
    expect(await figures('2027-08-01', '2027-08-02')).toMatchObject({
      orders: { value: null, reason: 'It is yet to come.' },
    });
  });

  it('count whole days, and say which', async () => {
    const asked = { from: '2026-01-10T11:00:00Z', to: '2026-01-10T11:30:00Z', figures: ['orders'] as const };
    const answer = await requests.ask(readFigures, asked);
    expect(answer.figures).toMatchObject([
      { value: '1', from: '2026-01-10T00:00:00.000Z', to: '2026-01-11T00:00:00.000Z' },
    ]);
  });

  it('are to the moment when asked so: no order of later, and only what the journal can tell', async () => {
    const asked = { from: '2026-01-10T00:00:00Z', figures: BOOKS, exact: true } as const;
    const [before, after] = await Promise.all(
      ['2026-01-10T00:00:01Z', '2026-01-11T00:00:00Z'].map((to) => requests.ask(readFigures, { ...asked, to })),
    );
    const value = (answer: typeof before, name: FigureName) => answer!.figures.find((one) => one.name === name)!;
    expect(value(before, 'orders')).toMatchObject({ value: '0', to: '2026-01-10T00:00:01.000Z' });
    expect(value(after, 'orders')).toMatchObject({ value: '1', to: '2026-01-11T00:00:00.000Z' });
    expect(value(before, 'net_revenue')).toMatchObject({ value: '0', currency: 'USD' });
    expect(value(after, 'unattributed_revenue')).toMatchObject({
      ...{ value: null, reason: 'Credits are kept by whole days.' },
    });
  });

  it('say how many orders are wholly attributed, and how late reports are', async () => {
    const names = ['attribution_complete_percent', 'reporting_lag_p95_ms'] as const;
    expect(await figures('2026-01-01', '2026-02-01', names)).toMatchObject({
      // These orders are booked past attribution: whose credits are missing is not complete.
      attribution_complete_percent: { value: '0.00', unit: 'percent' },
      // Nothing came over the broker here: what was booked has no lag.
      reporting_lag_p95_ms: { value: null, reason: 'No order was booked since the start.', unit: 'ms' },
    });
    expect(await figures('2026-08-01', '2026-08-02', names)).toMatchObject({
      attribution_complete_percent: { value: null, reason: 'No paid order was placed in these days.' },
    });
  });

  it('tell the lag as it was at the end of the period, without a look at the books', async () => {
    const lag = reports.finance.service.app.get(ReportingLag);
    lag.observe('2026-11-22T09:00:00.000Z', new Date('2026-11-22T09:00:01.500Z'));
    lag.observe('2026-11-24T09:00:00.000Z', new Date('2026-11-24T09:00:04.000Z'));
    const at = async (to: string) => (await figures('2026-11-01', to, ['reporting_lag_p95_ms'])).reporting_lag_p95_ms;
    expect(await at('2026-11-25')).toMatchObject({ value: '4000', source: '/api/finance/reports/lag' });
    expect(await at('2026-11-24')).toMatchObject({ value: '1500', to: '2026-11-24T00:00:00.000Z' });
    expect(await at('2026-11-22')).toMatchObject({
      ...{ value: null, reason: 'No order was booked by then since the start.' },
    });
  });

  it('that others know are left to them', async () => {
    const all = await figures('2026-01-01', '2026-02-01', FIGURE_NAMES);
    expect(all['tasks_open']).toMatchObject({ value: null, reason: 'orchestration knows it' });
  });

  it('are what their source shows, whatever the days', async () => {
    const { dataSource, bookkeeping } = reports.database;
    const news = orderStories(STORIES, SEED);
    for (let at = 0; at < news.length; at += BATCH) {
      await dataSource.transaction((tx) => bookkeeping.book(tx, news.slice(at, at + BATCH)));
    }
    const first = fc.nat({ max: 340 }).map((days) => addDays('2025-12-20', days));
    await fc.assert(
      fc.asyncProperty(first, fc.integer({ min: 1, max: 120 }), async (from, length) => {
        const found = await figures(from, addDays(from, length));
        for (const one of Object.values(found)) expect(one.value).toBe(await shownBy(one));
        const [begins, ends] = [`${from}T00:00:00Z`, `${addDays(from, length)}T00:00:00Z`];
        const exact = await requests.ask(readFigures, { figures: TO_THE_MOMENT, from: begins, to: ends, exact: true });
        for (const one of exact.figures) expect([one.name, one.value]).toEqual([one.name, found[one.name].value]);
      }),
      { numRuns: 30, seed: SEED },
    );
  });

  it('have a course whose points are the figures of its parts; those that are kept otherwise have none', async () => {
    const [begins, ends] = ['2026-02-20T00:00:00Z', '2026-03-05T00:00:00Z'];
    const asked = {
      figures: BOOKS,
      from: begins,
      to: ends,
      pointsFrom: '2026-02-01T00:00:00Z',
      pointsBy: 'week',
    } as const;
    const answer = await requests.ask(readFigures, asked);
    for (const { name, points } of answer.figures) {
      if (name === 'unattributed_revenue') {
        expect(points).toBeUndefined();
        continue;
      }
      expect(points!.map(({ from }) => from)).toEqual([
        '2026-02-01',
        '2026-02-02',
        '2026-02-09',
        '2026-02-16',
        '2026-02-23',
        '2026-03-02',
      ]);
      for (const { from, to, value } of points!) {
        expect([name, from, value]).toEqual([name, from, (await figures(from, addDays(to, 1), [name]))[name].value]);
      }
    }
    const many = await requests.ask(readFigures, { ...asked, pointsFrom: '2025-02-01T00:00:00Z', pointsBy: 'day' });
    expect(many.figures.every(({ points }) => points === undefined)).toBe(true);
  });
});

/** The number in the report that a figure names as its source. */
async function shownBy({ name, source }: FigureShown): Promise<string | null> {
  const path = source.replace('/api/finance/', '');
  if (name === 'unattributed_revenue') {
    const [own] = (await reports.body<AttributionSummary>(path)).currencies;
    return own ? (own.rows.find((row) => row.unattributed)?.creditedMinor ?? '0') : null;
  }
  const query = path.split('?')[1];
  if (path.startsWith('reports/revenue')) {
    const period = (await reports.revenue(query)).currencies[0]!.periods[0]!;
    if (name === 'average_order') return period.netMinor === null ? null : averageOrder(period);
    if (name === 'orders') return period.orders === null ? null : String(period.orders);
    return name === 'refunds' ? period.refundsMinor : period.netMinor;
  }
  const statement = (await reports.pnl(query)).currencies[0]?.periods[0]?.statement;
  if (!statement) return null;
  if (name === 'gross_margin') return statement.grossProfit.amountMinor;
  if (name === 'gross_margin_percent') return statement.grossProfit.percent;
  const account = name === 'ad_spend' ? 'expense:advertising' : 'expense:agent-runs';
  return statement.expenses.find((line) => line.account === account)?.amountMinor ?? null;
}

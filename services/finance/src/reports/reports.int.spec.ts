import type { IncomeStatement } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import * as given from '../order-books/testing/snapshots.js';
import { orderEvent } from '../testing/order-events.js';
import { NOW, ReportsOf } from './testing/reports-of.js';
import { CANVAS_COST, shopYear, WRAPPED_COST } from './testing/shop-year.js';

let reports: ReportsOf;
beforeAll(async () => {
  reports = await ReportsOf.start('reports');
  await reports.database.book(...shopYear());
});
afterAll(() => reports?.stop());

const YEAR = 'from=2026-01-01&to=2026-12-31';
const USD = `${YEAR}&currency=USD`;

/** Lines of a CSV document without quotes that hold line breaks. */
const lines = (csv: string) => csv.trimEnd().split('\r\n');

describe('profit and loss', () => {
  const statement = async (query: string) => (await reports.pnl(query)).currencies[0]!.periods[0]!.statement!;
  const on = (lines: IncomeStatement['income'], account: string) =>
    lines.find((line) => line.account === account)?.amountMinor;

  it('is by quarter what happened in it: the refund stands where it was given', async () => {
    const { currencies } = await reports.pnl(`${USD}&by=quarter`);
    const [first, second, third] = currencies[0]!.periods;
    expect(on(first!.statement!.income, 'income:sales')).toBe('85000');
    expect(on(first!.statement!.income, 'income:discounts')).toBe('-2000');
    expect(on(first!.statement!.income, 'income:refunds')).toBe('-10000');
    expect(first!.statement).toMatchObject({
      netRevenueMinor: '74000',
      costOfGoods: { amountMinor: String(2n * CANVAS_COST + WRAPPED_COST), missingOrders: 1 },
      grossProfit: { amountMinor: null, percent: null, reason: 'The cost of goods of 1 order is unknown.' },
    });
    expect(second).toMatchObject({
      name: '2026-Q2',
      statement: {
        netRevenueMinor: '15000',
        costOfGoods: { amountMinor: String(2n * CANVAS_COST), missingOrders: 0 },
        grossProfit: { amountMinor: '2250', percent: '15.00' },
        // 2.9 % and 0.30 of 150.00
        expensesMinor: '465',
        operatingResult: { amountMinor: '1785', percent: '11.90' },
      },
      previous: { netRevenueMinor: '74000', operatingResultMinor: null, netRevenueChangePercent: '-79.73' },
    });
    expect(third).toMatchObject({
      statement: null,
      reason: 'No income and no expense is booked in this period.',
      previous: { netRevenueMinor: '15000', operatingResultMinor: '1785', netRevenueChangePercent: null },
    });
  });

  it('of a month, a year or a total are the same books', async () => {
    const { currencies } = await reports.pnl(`${USD}&by=month`);
    const months = currencies[0]!.periods.map(({ statement }) => BigInt(statement?.netRevenueMinor ?? '0'));
    expect(months).toHaveLength(12);
    const year = await statement(`${USD}&by=year`);
    expect(String(months.reduce((sum, month) => sum + month, 0n))).toBe(year.netRevenueMinor);
    expect(await statement(`${USD}&by=total`)).toEqual(year);
  });

  it('has a statement for each currency, and leaves test orders out', async () => {
    const { currencies } = await reports.pnl(`${YEAR}&by=year`);
    expect(currencies.map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
    expect(await statement(`${YEAR}&by=year&book=test`)).toMatchObject({ netRevenueMinor: '99900' });
  });

  it('begins with the year of its last day, and says why there is nothing', async () => {
    expect(await reports.pnl()).toMatchObject({ from: '2026-01-01', to: '2026-11-24', by: 'month' });
    expect(await reports.pnl('from=2024-01-01&to=2024-12-31')).toEqual({
      ...{ book: 'real', from: '2024-01-01', to: '2024-12-31', by: 'month', currencies: [] },
      reason: 'Nothing is booked in the real book from 2024-01-01 to 2024-12-31.',
    });
    expect(await reports.pnl(`${YEAR}&currency=CHF`)).toMatchObject({
      reason: 'Nothing is booked in the real book in CHF from 2026-01-01 to 2026-12-31.',
    });
  });

  it('is a file of lines in major units', async () => {
    const { body, headers } = await reports.ask<string>(`reports/pnl?${USD}&by=quarter&format=csv`);
    expect(headers.get('content-type')).toContain('text/csv');
    expect(headers.get('content-disposition')).toBe('attachment; filename="pnl-2026-01-01-2026-12-31.csv"');
    const rows = lines(body);
    expect(rows[0]).toBe('currency,period,from,to,line,account,amount,percent,note');
    expect(rows).toContain('USD,2026-Q1,2026-01-01,2026-03-31,Net revenue,,740.00,,');
    expect(rows).toContain('USD,2026-Q2,2026-04-01,2026-06-30,Operating result,,17.85,11.90,');
    expect(rows).toContain('USD,2026-Q3,2026-07-01,2026-09-30,,,,,No income and no expense is booked in this period.');
    expect(body).toContain('The cost of goods of 1 order is unknown. At most');
  });
});

describe('revenue', () => {
  const periods = async (query: string) => (await reports.revenue(query)).currencies[0]!.periods;

  it('is by month what happened in it, and what its orders come to by now, by stream', async () => {
    const [january, february, march] = await periods(`${USD}&by=month`);
    expect(january).toMatchObject({
      ...{ orders: 1, grossMinor: '20000', discountsMinor: '2000', refundsMinor: '0' },
      ...{ shippingMinor: '1000', otherMinor: '0', netMinor: '19000' },
      streams: [
        {
          ...{ stream: 'direct', orders: 1, units: 1 },
          ...{ grossMinor: '20000', discountsMinor: '2000', refundsMinor: '0', netMinor: '18000' },
        },
        { stream: 'other', orders: null, netMinor: '1000' },
      ],
    });
    // Goods of 600.00 were sold in February; 100.00 of them came back in March.
    expect(february).toMatchObject({
      ...{ orders: 2, grossMinor: '65000', refundsMinor: '0', netMinor: '65000' },
      streams: [
        { stream: 'direct', orders: 2, units: 1, grossMinor: '15000', refundsMinor: '10000', netMinor: '5000' },
        { stream: 'limited_edition', orders: 1, units: 1, netMinor: '50000' },
      ],
    });
    expect(march).toMatchObject({ orders: 0, refundsMinor: '10000', netMinor: '-10000', streams: [] });
  });

  it('is zero on a day without orders, and missing where the books do not reach', async () => {
    const days = await periods('from=2026-01-09&to=2026-01-11&currency=USD');
    expect(days.map(({ orders, netMinor, reason }) => [orders, netMinor, reason])).toEqual([
      [null, null, 'The books begin on 2026-01-10.'],
      [1, '19000', undefined],
      [0, '0', 'No order was placed and nothing was taken back.'],
    ]);
    const [tomorrow] = await periods('from=2026-11-25&to=2026-11-25&currency=USD');
    expect(tomorrow).toMatchObject({ orders: null, netMinor: null, reason: 'It is yet to come.' });
  });

  it('can be of one stream, with the parts that its lines tell', async () => {
    const told = 'UPDATE order_lines SET gross_minor = $1, discount_minor = $2 WHERE line_id = $3';
    const [, february, march] = await periods(`${USD}&by=month&stream=limited_edition`);
    expect(february).toMatchObject({
      ...{ orders: 1, grossMinor: '50000', discountsMinor: '0', refundsMinor: '0', netMinor: '50000' },
      ...{ shippingMinor: null, otherMinor: null },
    });
    expect(march).toMatchObject({ orders: 0, netMinor: '0', reason: expect.stringContaining('limited_edition') });

    // Of lines of before, whose parts nobody told.
    await reports.database.owner.query(told, [null, null, 'b1']);
    const [, untold] = await periods(`${USD}&by=month&stream=limited_edition`);
    expect(untold).toMatchObject({ grossMinor: null, netMinor: '50000', reason: expect.stringContaining('last told') });
    await reports.database.owner.query(told, ['50000', '0', 'b1']);
  });

  it('shows the last thirty days, by weeks of ISO 8601 when asked', async () => {
    expect(await reports.revenue()).toMatchObject({ from: '2026-10-26', to: '2026-11-24', by: 'day' });
    const weeks = await periods('from=2026-02-01&to=2026-02-22&by=week&currency=USD');
    expect(weeks.map(({ name, from, orders }) => [name, from, orders])).toEqual([
      ['2026-W05', '2026-02-01', 0],
      ['2026-W06', '2026-02-02', 1],
      ['2026-W07', '2026-02-09', 0],
      ['2026-W08', '2026-02-16', 1],
    ]);
  });

  it('is a file', async () => {
    const { body } = await reports.ask<string>(`reports/revenue?${USD}&by=month&format=csv`);
    const rows = lines(body);
    expect(rows).toContain('USD,2026-01,2026-01-01,2026-01-31,all,1,,200.00,20.00,0.00,10.00,0.00,190.00,');
    expect(rows).toContain('USD,2026-12,2026-12-01,2026-12-31,all,,,,,,,,,It is yet to come.');
  });
});

describe('the cash position', () => {
  it('is what is held and owed now, and at a past time to the instant', async () => {
    const [usd] = (await reports.cash('currency=USD')).currencies;
    const { USD: balance } = (await reports.trialBalance()).currencies;
    const clearing = balance!.accounts.find(({ account }) => account === 'asset:payments-clearing')!;
    expect(usd!.assets).toEqual([expect.objectContaining({ amountMinor: clearing.balanceMinor })]);
    expect(usd).toMatchObject({ cashMinor: null, reason: expect.stringContaining('bank') });
    expect(usd!.liabilities.map(({ account }) => account)).toEqual([
      'liability:processor-fees',
      'liability:accounts-payable',
    ]);

    const before = await reports.cash('at=2026-01-10T09:59:59Z');
    expect(before).toMatchObject({ currencies: [], reason: expect.stringContaining('2026-01-10T09:59:59.000Z') });
    const then = await reports.cash('at=2026-01-10T10:00:00Z');
    expect(then.currencies[0]).toMatchObject({ assets: [{ amountMinor: '19000' }] });
  });

  it('is a file', async () => {
    const { body } = await reports.ask<string>('reports/cash?currency=USD&format=csv');
    expect(lines(body)[1]).toBe(
      'USD,asset,asset:payments-clearing,"Captured by payment providers, not yet paid out",890.00,',
    );
  });
});

describe('the trial balance among the reports', () => {
  it('is the ledger’s own, and a file', async () => {
    const { body: own } = await reports.ask('trial-balance');
    expect(await reports.trialBalance()).toEqual(own);
    const { body } = await reports.ask<string>('reports/trial-balance?format=csv');
    expect(lines(body)[0]).toBe('currency,account,type,debit,credit,balance');
    expect(await reports.trialBalance('at=2020-01-01T00:00:00Z')).toMatchObject({
      currencies: {},
      reason: 'Nothing is booked in the real book until then.',
    });
  });
});

describe('attribution with cost and return', () => {
  it('says that nothing is attributed and nothing spent', async () => {
    expect(await reports.body('reports/attribution?from=2020-01-01&to=2020-01-31')).toMatchObject({
      ...{ model: 'last', by: 'agent', rows: [] },
      reason: 'No order was placed and no cost incurred from 2020-01-01 to 2020-01-31.',
    });
  });

  it('shows costs beside credits, by agent, department and campaign', async () => {
    await reports.finance.post('/api/finance/costs', {
      ...{ agentId: 'content-strategy-agent', category: 'advertising', amountMinor: '4000', currency: 'USD' },
      ...{ campaign: 'dunes', description: 'Ads', occurredAt: '2026-02-06T10:00:00Z' },
    });
    await reports.database.owner.query(
      `INSERT INTO attribution_days (book, model, day, currency, agent_id, department, channel, campaign, amount_minor, order_parts)
       VALUES ('real', 'last', '2026-02-05', 'USD', 'content-strategy-agent', NULL, 'email', 'dunes', 50000, 1000000),
         ('real', 'first', '2026-02-05', 'USD', NULL, NULL, 'unattributed', NULL, 50000, 1000000)`,
    );
    const rows = async (query: string) =>
      (await reports.body<{ rows: object[] }>(`reports/attribution?${USD}&${query}`)).rows;
    const agents = await rows('by=agent');
    expect(agents).toMatchObject([
      {
        ...{ key: 'content-strategy-agent', orders: '1.000000', creditedMinor: '50000' },
        ...{ costMinor: '4000', advertisingMinor: '4000', returnOnCost: '12.5000' },
      },
    ]);
    expect(await rows('by=campaign')).toMatchObject([{ key: 'dunes', returnOnCost: '12.5000' }]);
    // The department is the agent's where neither touch nor cost names one.
    expect(await rows('by=department')).toMatchObject([{ key: expect.any(String), returnOnCost: '12.5000' }]);
    expect(await rows('by=agent&model=first')).toMatchObject([
      { key: null, creditedMinor: '50000', costMinor: null, returnOnCost: null, reason: expect.any(String) },
      { key: 'content-strategy-agent', creditedMinor: '0', returnOnCost: '0.0000' },
    ]);
    const { body } = await reports.ask<string>(`reports/attribution?${USD}&format=csv`);
    expect(lines(body)[0]).toContain('return on cost');
  });
});

describe('the reporting lag', () => {
  it('is not known before an order was booked', async () => {
    expect(await reports.body('reports/lag')).toEqual({
      ...{ measured: 0, unmeasured: 0 },
      reason: 'No order was booked since the start.',
    });
  });

  it('is measured for an order that comes off the stream, from the receipt of its delivery', async () => {
    const receivedat = new Date(NOW.getTime() - 1_500).toISOString();
    reports.finance.publish({ ...orderEvent(given.order({ orderId: 'late' }), true), receivedat });
    await eventually(async () =>
      expect(await reports.body('reports/lag')).toEqual({
        ...{ measured: 1, unmeasured: 0, window: 1, p50Ms: 1_500, p95Ms: 1_500, p99Ms: 1_500, maxMs: 1_500 },
      }),
    );
  });
});

describe('a report', () => {
  it.each([
    ['reports/pnl?from=2026-12-01&to=2026-11-01', '/from'],
    ['reports/pnl?from=soon', '/from'],
    ['reports/pnl?to=2026-02-30', '/to'],
    ['reports/pnl?from=2001-01-01', '/from'],
    ['reports/pnl?currency=XXX', '/currency'],
    ['reports/revenue?from=2020-01-01&to=2025-12-31', '/by'],
    ['reports/revenue?currency=usd', '/currency'],
    ['reports/cash?at=yesterday', '/at'],
    ['reports/cash?at=1999-01-01T00:00:00Z', '/at'],
    ['reports/cash?currency=QQQ', '/currency'],
    ['reports/attribution?from=2026-12-01&to=2026-11-01', '/from'],
    ['margins?from=2026-12-01&to=2026-11-01', '/from'],
  ])('refuses %s with the field at fault', async (path, pointer) => {
    const { status, body } = await reports.ask<{ errors: { pointer: string; message: string }[] }>(path);
    expect([status, body.errors.map((error) => error.pointer)]).toEqual([422, [pointer]]);
  });

  it.each([
    'reports/pnl?by=day',
    'reports/pnl?format=xml',
    'reports/revenue?stream=wholesale',
    'reports/pnl?book=both',
  ])('does not take %s', async (path) => expect((await reports.ask(path)).status).toBeGreaterThanOrEqual(400));
});

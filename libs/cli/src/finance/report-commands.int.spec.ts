import type { MarginRow, Margins, Pnl, PnlPeriod, Revenue } from '@vividwalls/contracts';
import type { Answer, Seen } from '../testing/fake-gateway.js';
import { always, vwAgainstGateway } from '../testing/vw-against-gateway.js';

const { gateway, vw: ask } = vwAgainstGateway();

const vw = (args: string, answer: Answer | ((request: Seen) => Answer)) =>
  ask(args, typeof answer === 'function' ? answer : always(answer));

const previous = {
  from: 'a',
  to: 'b',
  netRevenueMinor: null,
  operatingResultMinor: null,
  netRevenueChangePercent: null,
};

const PNL: Pnl = {
  ...{ book: 'real', from: '2026-01-01', to: '2026-06-30', by: 'quarter' },
  currencies: [
    {
      currency: 'USD',
      periods: [
        {
          ...{ name: '2026-Q1', from: '2026-01-01', to: '2026-03-31', previous },
          statement: {
            income: [
              { account: 'income:sales', name: 'Sales', amountMinor: '85000' },
              { account: 'income:tips', name: 'Tips', amountMinor: null },
            ],
            ...{ netRevenueMinor: '74000', costOfGoods: { amountMinor: '27795', missingOrders: 1 } },
            grossProfit: { amountMinor: null, atMostMinor: '46205', percent: null, reason: 'Unknown cost.' },
            expenses: [{ account: 'expense:advertising', name: 'Advertising', amountMinor: '4000' }],
            ...{ expensesMinor: '4000' },
            operatingResult: { amountMinor: null, atMostMinor: '42205', percent: null, reason: 'Unknown cost.' },
          },
        },
        {
          ...{ name: '2026-Q2', from: '2026-04-01', to: '2026-06-30', statement: null, reason: 'Nothing is booked.' },
          previous: { ...previous, netRevenueMinor: '74000' },
        },
      ],
    },
  ],
};

const row = (key: string, more: Partial<MarginRow> = {}): MarginRow => ({
  ...{ key, name: `#${key}`, currency: 'USD', orders: 1, units: null, netRevenueMinor: '20000' },
  ...{ costOfGoodsMinor: '8500', processorFeesMinor: '610', commissionsMinor: '0' },
  margin: { amountMinor: '10890', percent: '54.45' },
  unknown: { orders: 0 },
  ...more,
});

const margins = (items: readonly MarginRow[], more: Partial<Margins> = {}): Margins => ({
  ...{ book: 'real', by: 'order', from: '2026-01-01', to: '2026-12-31', items, rest: [], totals: [] },
  ...more,
});

describe('vw finance pnl', () => {
  it('shows a column for each period, what is unknown as such, and why', async () => {
    const { code, out } = await vw('finance pnl --from 2026-01-01 --to 2026-06-30 --by quarter --currency USD', {
      json: PNL,
    });
    expect(code).toBe(0);
    expect(gateway.seen[0]).toMatchObject({
      path: '/api/finance/reports/pnl',
      query: { from: '2026-01-01', to: '2026-06-30', by: 'quarter', currency: 'USD' },
    });
    expect(out).toContain('USD\t2026-Q1\t2026-Q2');
    expect(out).toContain('income:sales\t850.00\t–');
    expect(out).not.toContain('income:tips');
    expect(out).toContain('Gross profit\t–\t–');
    expect(out).toContain('2026-Q1: Unknown cost. The result is at most 422.05.');
    expect(out).toContain('2026-Q2: Nothing is booked.');
  });

  it('begins with the first period that has anything, and says once what is true of several in a row', async () => {
    const [usd] = PNL.currencies;
    const [booked, empty] = usd!.periods as [PnlPeriod, PnlPeriod];
    const periods = [
      { ...empty, name: '2025-Q4' },
      booked,
      ...['2026-Q2', '2026-Q3', '2026-Q4'].map((name) => ({ ...empty, name })),
    ];
    const { out } = await vw('finance pnl', { json: { ...PNL, currencies: [{ ...usd!, periods }] } });
    expect(out).toContain('USD\t2026-Q1\t2026-Q2\t2026-Q3\t2026-Q4\n');
    expect(out).not.toContain('2025-Q4');
    expect(out).toContain('2026-Q2 to 2026-Q4: Nothing is booked.');
  });

  it('gives the server’s document with --json, and its file with --csv, never both', async () => {
    expect(JSON.parse((await vw('finance pnl --json', { json: PNL })).out)).toEqual(PNL);
    const csv = await vw('finance pnl --csv --by year', { text: 'currency,period\r\nUSD,2026\r\n' });
    expect(csv).toMatchObject({ code: 0, out: 'currency,period\r\nUSD,2026\r\n' });
    expect(gateway.seen[1]!.query).toEqual({ by: 'year', format: 'csv' });
    expect((await vw('finance pnl --csv --json', {})).code).toBe(2);
    expect((await vw('finance pnl --by day', {})).code).toBe(2);
  });

  it('says why there is nothing, and which field was wrong', async () => {
    const nothing = { ...PNL, currencies: [], reason: 'Nothing is booked in the real book.' };
    expect((await vw('finance pnl', { json: nothing })).out).toBe('Nothing is booked in the real book.\n');
    const json = { title: 'Report refused', detail: '/from must be a day such as 2026-11-24' };
    const refused = await vw('finance pnl --from soon', { status: 422, json });
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('/from must be a day') as string });
  });
});

describe('vw finance revenue', () => {
  it('shows streams below a period that has several, and days that are unknown', async () => {
    const amounts = { grossMinor: '100', discountsMinor: '10', refundsMinor: '0', netMinor: '90' };
    const unknown = { grossMinor: null, discountsMinor: null, refundsMinor: null, netMinor: null };
    const json: Revenue = {
      ...{ book: 'real', from: 'a', to: 'b', by: 'day', covers: { from: 'a', to: 'b' } },
      currencies: [
        {
          currency: 'USD',
          periods: [
            {
              ...{ name: '2026-01-01', from: 'a', to: 'a', orders: 2, ...amounts, shippingMinor: '0', otherMinor: '0' },
              streams: ['direct', 'commercial'].map((stream) => ({ stream, orders: 1, units: 1, ...amounts })),
            },
            {
              ...{ name: '2026-01-02', from: 'b', to: 'b', orders: null, ...unknown },
              ...{ shippingMinor: null, otherMinor: null, streams: [] },
            },
          ],
        },
      ],
    };
    const { out } = await vw('finance revenue --stream direct --by day', { json });
    expect(gateway.seen[0]!.query).toEqual({ stream: 'direct', by: 'day' });
    expect(out).toContain('2026-01-01\tall\t2\t1.00\t0.10\t0.00\t0.00\t0.00\t0.90\tUSD');
    expect(out).toContain('\tcommercial\t1\t1.00\t0.10\t0.00\t\t\t0.90\tUSD');
    expect(out).toContain('2026-01-02\tall\t–\t–\t–\t–\t–\t–\t–\tUSD');
  });
});

describe('vw finance margins', () => {
  it('reads pages up to the limit, and shows unknown margins as unknown', async () => {
    const unknown = row('2', {
      ...{ costOfGoodsMinor: null, unknown: { orders: 1, reason: 'Unknown.' } },
      margin: { amountMinor: null, atMostMinor: '1', percent: null, reason: 'Unknown.' },
    });
    const answers: Record<string, Margins> = {
      first: margins([row('1')], {
        nextCursor: 'c',
        totals: [row('t', { unknown: { orders: 1, reason: 'Unknown.' } })],
      }),
      c: margins([unknown], { nextCursor: 'd' }),
    };
    const { out } = await vw('finance margins --by order --sort -margin --limit 2', ({ query }) => {
      return { json: answers[query.cursor ?? 'first'] };
    });
    expect(gateway.seen.map(({ query }) => query)).toEqual([
      { by: 'order', sort: '-margin', limit: '2' },
      { by: 'order', sort: '-margin', limit: '1', cursor: 'c' },
    ]);
    expect(out).toContain('1\t#1\t1\t200.00\t85.00\t6.10\t0.00\t\t108.90\t54.45 %\tUSD');
    expect(out).toContain('2\t#2\t1\t200.00\t–\t6.10\t0.00\t\t–\t–\tUSD');
    expect(out).toContain('total\t');
    expect(out).toContain('USD: Unknown.');
    expect(out).toContain('There are more: --limit.');
  });

  it('adds up what an agent spent', async () => {
    const agent = row('sam', { advertisingMinor: '4000', agentRunsMinor: '150', otherCostsMinor: '50' });
    const { out } = await vw('finance margins --by agent', { json: margins([agent]) });
    expect(out).toContain('0.00\t42.00\t108.90');
  });
});

describe('vw finance cash', () => {
  it('shows what is held and what is owed', async () => {
    const json = {
      ...{ book: 'real', at: '2026-03-05T00:00:00.000Z' },
      currencies: [
        {
          ...{ currency: 'USD', cashMinor: null, reason: 'Nothing is booked on the bank account.', netMinor: '-100' },
          assets: [{ account: 'asset:payments-clearing', name: 'Captured', amountMinor: '19900' }],
          liabilities: [{ account: 'liability:sales-tax', name: 'Tax', amountMinor: '20000' }],
        },
      ],
    };
    const { out } = await vw('finance cash --at 2026-03-05T00:00:00Z', { json });
    expect(gateway.seen[0]!.query).toEqual({ at: '2026-03-05T00:00:00Z' });
    expect(out).toContain('asset:payments-clearing\tCaptured\t199.00\t\tUSD');
    expect(out).toContain('liability:sales-tax\tTax\t\t200.00\tUSD');
    expect(out).toContain('net\t\t-1.00\t\tUSD');
    expect(out).toContain('USD: Nothing is booked on the bank account.');
  });
});

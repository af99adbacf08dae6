import { FIGURE_NAMES, FIGURES } from '@vividwalls/contracts';
import type { RevenuePeriod } from '@vividwalls/contracts';
import { averageOrder, figureOfDays, type ReportsOfDays } from './figures-of-days.js';

const range = { from: '2026-11-01', to: '2026-11-30' };
const stream = (netMinor: string) => ({
  ...{ stream: 'prints', orders: 1, units: 1, grossMinor: null, discountsMinor: null, refundsMinor: null, netMinor },
});
const period: RevenuePeriod = {
  ...{ name: 'x', ...range, orders: 2, grossMinor: '900', discountsMinor: '50', refundsMinor: '20' },
  ...{ shippingMinor: '0', otherMinor: '0', netMinor: '830', streams: [stream('700'), stream('151')] },
};
const statement = {
  ...{ income: [], netRevenueMinor: '830', costOfGoods: { amountMinor: '300', missingOrders: 0 } },
  grossProfit: { amountMinor: '530', percent: '63.86' },
  expenses: [
    { account: 'expense:advertising', name: 'Advertising', amountMinor: '0' },
    { account: 'expense:agent-runs', name: 'Agents', amountMinor: null },
  ],
  ...{ expensesMinor: '0', operatingResult: { amountMinor: '530', percent: '63.86' } },
};
const previous = { ...range, netRevenueMinor: null, operatingResultMinor: null, netRevenueChangePercent: null };
const nobody = { key: null, name: null, unattributed: true, creditedMinor: '77', orders: '1', sharePercent: '9' };
const reports = {
  ...{ range, currency: 'USD' },
  revenue: { currencies: [{ currency: 'USD', periods: [period] }] },
  pnl: { currencies: [{ currency: 'USD', periods: [{ name: 'x', ...range, statement, previous }] }], reason: 'none' },
  attribution: {
    currencies: [{ currency: 'USD', netRevenueMinor: '851', orders: '2', rows: [nobody] }],
    reason: 'no order',
  },
} as ReportsOfDays;
const withRevenue = (of: Partial<RevenuePeriod>): ReportsOfDays => ({
  ...reports,
  revenue: { currencies: [{ currency: 'USD', periods: [{ ...period, ...of }] }] },
});
const withStatement = (of: object | null): ReportsOfDays => ({
  ...reports,
  pnl: {
    currencies: [
      {
        currency: 'USD',
        periods: [
          of === null
            ? { name: 'x', ...range, statement: null, reason: 'nothing in it', previous }
            : { name: 'x', ...range, statement: { ...statement, ...of }, previous },
        ],
      },
    ],
  },
});

describe('a figure of the books', () => {
  it.each([
    ['orders', '2', 'revenue'],
    ['net_revenue', '830', 'revenue'],
    ['refunds', '20', 'revenue'],
    ['average_order', '426', 'revenue'],
    ['gross_margin', '530', 'pnl'],
    ['gross_margin_percent', '63.86', 'pnl'],
    ['unattributed_revenue', '77', 'summary'],
    ['ad_spend', '0', 'pnl'],
  ] as const)('%s is %s, as in %s', (name, value, report) => {
    const found = figureOfDays(name, reports);
    expect(found).toMatchObject({ value, reason: null });
    expect(found.source).toContain(`${report}?from=2026-11-01&to=2026-11-30&`);
  });

  const outside = withRevenue({
    ...{ orders: null, grossMinor: null, discountsMinor: null, refundsMinor: null, netMinor: null, streams: [] },
    reason: 'The books begin on 2026-12-01.',
  });

  it.each([
    ['orders', outside, 'The books begin on 2026-12-01.'],
    ['net_revenue', outside, 'The books begin on 2026-12-01.'],
    ['average_order', outside, 'The books begin on 2026-12-01.'],
    ['average_order', withRevenue({ orders: 0, netMinor: '0', streams: [] }), 'No order was placed in these days.'],
    [
      'gross_margin',
      withStatement({ grossProfit: { amountMinor: null, percent: null, reason: 'unknown' } }),
      'unknown',
    ],
    [
      'gross_margin_percent',
      withStatement({ grossProfit: { amountMinor: '1', percent: null, reason: 'no revenue' } }),
      'no revenue',
    ],
    ['gross_margin', withStatement(null), 'nothing in it'],
    [
      'agent_cost',
      reports,
      'Nothing was booked in these days on the account “What agents cost to run: models and tools”.',
    ],
    ['unattributed_revenue', { ...reports, attribution: { currencies: [], reason: 'no order' } }, 'no order'],
    ['orders', { ...reports, currency: 'EUR' }, 'Nothing was booked from 2026-11-01 to 2026-11-30.'],
  ] as const)('%s is missing, and says why: %#', (name, of, reason) => {
    expect(figureOfDays(name, of)).toMatchObject({ value: null, reason });
  });

  it.each([
    [{ orders: 3, complete: 3 }, '100.00'],
    [{ orders: 3, complete: 2 }, '66.67'],
    // Of very many, the one that is off is seen all the same.
    [{ orders: 100_000, complete: 99_999 }, '99.99'],
    [{ orders: 0, complete: 0 }, null],
    [undefined, null],
  ])('is wholly attributed: %j are %s percent', (attributed, value) => {
    const found = figureOfDays('attribution_complete_percent', { ...reports, attributed });
    expect(found.value).toBe(value);
    expect(found.reason === null).toBe(value !== null);
  });

  it('tells the lag of the latest orders, or that there is none', () => {
    expect(figureOfDays('reporting_lag_p95_ms', { ...reports, lag: { p95Ms: 12.4, reason: null } })).toEqual({
      ...{ value: '12', reason: null, source: '/api/finance/reports/lag' },
    });
    const lag = { p95Ms: null, reason: 'No order was booked since the start.' };
    expect(figureOfDays('reporting_lag_p95_ms', { ...reports, lag })).toMatchObject({
      value: null,
      reason: lag.reason,
    });
  });

  it('is zero where the books cover the days and nothing was sold', () => {
    const quiet = withRevenue({ orders: 0, refundsMinor: '0', netMinor: '0', streams: [], reason: 'quiet' });
    for (const name of ['orders', 'net_revenue', 'refunds'] as const) {
      expect(figureOfDays(name, quiet)).toMatchObject({ value: '0', reason: null });
    }
  });

  it('that is not of the books is left to who knows it; every other is there', () => {
    for (const name of FIGURE_NAMES) {
      const { reason, source } = figureOfDays(name, reports);
      const { service } = FIGURES[name];
      if (service === 'finance') expect(source).toMatch(/^\/api\/finance\//);
      else expect({ reason, source }).toEqual({ reason: `${service} knows it`, source: `/api/${service}` });
    }
  });
});

describe('the average order', () => {
  it.each([
    [0, [], null],
    [null, [], null],
    [2, ['5'], '3'],
    [2, ['-5'], '-3'],
    [3, ['10', '-10'], '0'],
    [4, ['9'], '2'],
  ] as const)('of %s orders with %j is %s', (orders, nets, average) => {
    expect(averageOrder({ orders, streams: nets.map(stream) })).toBe(average);
  });
});

import type { Turnover } from './income-statement.js';
import { periodsOf } from './period.js';
import { nothingBooked, profitAndLoss, rangesOf, type RangeBooks } from './profit-and-loss.js';

const sales = (creditMinor: bigint): Turnover => ({ account: 'income:sales', debitMinor: 0n, creditMinor });
const YEAR = { from: '2026-01-01', to: '2026-03-31' };

/** Books that hold something in some months, by the first day of each. */
const books = (months: Readonly<Record<string, RangeBooks>>) => ({
  currency: 'USD',
  of: ({ from }: { from: string }) => months[from] ?? { turnover: [], missingOrders: 0 },
});

describe('a profit and loss', () => {
  it('reads each range once, though most are compared with as well', () => {
    expect(rangesOf(periodsOf(YEAR, 'month')).map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-01-01 2026-01-31',
      '2025-12-01 2025-12-31',
      '2026-02-01 2026-02-28',
      '2026-03-01 2026-03-31',
    ]);
  });

  it('compares each period with the one before, as far as both are known', () => {
    const { periods } = profitAndLoss(
      periodsOf(YEAR, 'month'),
      books({
        '2025-12-01': { turnover: [sales(80n)], missingOrders: 0 },
        '2026-01-01': { turnover: [sales(100n)], missingOrders: 1 },
        '2026-03-01': { turnover: [sales(50n)], missingOrders: 0 },
      }),
    );
    const [january, february, march] = periods;
    expect(january!.previous).toEqual({
      ...{ from: '2025-12-01', to: '2025-12-31', netRevenueMinor: '80', operatingResultMinor: '80' },
      netRevenueChangePercent: '25.00',
    });
    expect(february).toMatchObject({
      statement: null,
      previous: { netRevenueMinor: '100', operatingResultMinor: null, netRevenueChangePercent: null },
    });
    expect(march!.previous).toMatchObject({
      ...{ netRevenueMinor: null, netRevenueChangePercent: null },
      reason: 'No income and no expense is booked in the period before.',
    });
  });

  it('gives no change from a base that is nothing or less', () => {
    const loss: Turnover = { account: 'income:refunds', debitMinor: 5n, creditMinor: 0n };
    const { periods } = profitAndLoss(
      periodsOf({ from: '2026-02-01', to: '2026-02-28' }, 'month'),
      books({
        '2026-01-01': { turnover: [loss], missingOrders: 0 },
        '2026-02-01': { turnover: [sales(1n)], missingOrders: 0 },
      }),
    );
    expect(periods[0]!.previous).toMatchObject({
      ...{ netRevenueMinor: '-5', netRevenueChangePercent: null },
      reason: 'Net revenue of the period before is no base for a change.',
    });
  });

  it('of nothing says where nothing is', () => {
    expect(nothingBooked('test', YEAR)).toBe('Nothing is booked in the test book from 2026-01-01 to 2026-03-31.');
  });
});

import { printCosts, type PrintCostRow } from './print-cost-table.js';

const row = (effectiveFrom: string, costMinor: string, more: Partial<PrintCostRow> = {}): PrintCostRow => ({
  ...{ size: '24x36', format: 'canvas roll', currency: 'USD', effectiveFrom, costMinor },
  ...more,
});
const PRINT = { size: '24x36', format: 'canvas roll' };

describe('the cost of a print', () => {
  const costOf = printCosts([
    row('2026-01-01', '6375'),
    row('2026-03-01', '7000'),
    row('2026-03-01', '6900'),
    row('2026-01-01', '5900', { currency: 'EUR' }),
  ]);

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 6375n],
    ['2026-02-28', 6375n],
    // Told twice for one day: the later word counts.
    ['2026-03-01', 6900n],
    ['2030-01-01', 6900n],
  ])('on %s is %s', (day, cost) => expect(costOf(PRINT, 'USD', day)).toBe(cost));

  it('is one for each currency', () => expect(costOf(PRINT, 'EUR', '2026-05-01')).toBe(5900n));

  it.each([
    [{ ...PRINT, size: '36x48' }, 'USD'],
    [{ ...PRINT, format: 'gallery wrapped' }, 'USD'],
    [PRINT, 'CAD'],
  ])('of %j in %s nobody has told', (print, currency) => {
    expect(costOf(print, currency, '2026-05-01')).toBeUndefined();
  });
});

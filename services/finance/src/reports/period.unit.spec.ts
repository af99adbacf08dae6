import fc from 'fast-check';
import { addDays, daysBetween } from './calendar-day.js';
import { countPeriods, periodBefore, periodsOf, type PeriodKind } from './period.js';

const KINDS: readonly PeriodKind[] = ['day', 'week', 'month', 'quarter', 'year', 'total'];

const ranges = fc
  .tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 900 }))
  .map(([start, length]) => ({ from: addDays('2000-01-01', start), to: addDays('2000-01-01', start + length) }));

describe('the periods of a range', () => {
  it('hold each of its days once, in order, with a name each', () => {
    fc.assert(
      fc.property(ranges, fc.constantFrom(...KINDS), (range, kind) => {
        const periods = periodsOf(range, kind);
        expect(periods[0]!.from).toBe(range.from);
        expect(periods.at(-1)!.to).toBe(range.to);
        periods.slice(1).forEach(({ from }, i) => expect(from).toBe(addDays(periods[i]!.to, 1)));
        expect(new Set(periods.map(({ name }) => name)).size).toBe(periods.length);
        expect(countPeriods(range, kind)).toBeGreaterThanOrEqual(periods.length);
      }),
    );
  });

  it('are calendar months, quarters, weeks, cut at the ends', () => {
    const range = { from: '2026-01-15', to: '2026-04-02' };
    expect(periodsOf(range, 'month')).toEqual([
      { name: '2026-01', from: '2026-01-15', to: '2026-01-31' },
      { name: '2026-02', from: '2026-02-01', to: '2026-02-28' },
      { name: '2026-03', from: '2026-03-01', to: '2026-03-31' },
      { name: '2026-04', from: '2026-04-01', to: '2026-04-02' },
    ]);
    expect(periodsOf(range, 'quarter').map(({ name, to }) => `${name} ${to}`)).toEqual([
      ...['2026-Q1 2026-03-31', '2026-Q2 2026-04-02'],
    ]);
    expect(periodsOf(range, 'week')[0]).toEqual({ name: '2026-W03', from: '2026-01-15', to: '2026-01-18' });
    expect(periodsOf(range, 'year')).toEqual([{ name: '2026', ...range }]);
    expect(periodsOf(range, 'total')).toEqual([{ name: '2026-01-15/2026-04-02', ...range }]);
  });
});

describe('the period before', () => {
  it.each([
    [{ from: '2026-03-01', to: '2026-03-31' }, '2026-02-01', '2026-02-28'],
    [{ from: '2026-04-01', to: '2026-06-30' }, '2026-01-01', '2026-03-31'],
    [{ from: '2026-01-01', to: '2026-12-31' }, '2025-01-01', '2025-12-31'],
    [{ from: '2026-01-01', to: '2027-12-31' }, '2024-01-01', '2025-12-31'],
    [{ from: '2026-03-01', to: '2026-03-30' }, '2026-01-30', '2026-02-28'],
    [{ from: '2026-11-23', to: '2026-11-29' }, '2026-11-16', '2026-11-22'],
    [{ from: '2026-11-24', to: '2026-11-24' }, '2026-11-23', '2026-11-23'],
  ])('%j begins %s and ends %s', (range, from, to) => expect(periodBefore(range)).toEqual({ from, to }));

  it('ends where the period begins, and is as long unless both are months', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const before = periodBefore(range);
        expect(addDays(before.to, 1)).toBe(range.from);
        const months = range.from.endsWith('-01') && addDays(range.to, 1).endsWith('-01');
        if (!months) expect(daysBetween(before.from, before.to)).toBe(daysBetween(range.from, range.to));
      }),
    );
  });
});

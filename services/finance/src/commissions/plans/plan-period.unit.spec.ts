import { periodOf, readPeriod, type PlanPeriodKind } from './plan-period.js';

describe('the period of a plan', () => {
  it.each<[string, PlanPeriodKind, string, string, string]>([
    ['2026-11-24', 'month', '2026-11-01', '2026-11-30', '2026-11'],
    ['2024-02-29', 'month', '2024-02-01', '2024-02-29', '2024-02'],
    ['2026-12-31', 'quarter', '2026-10-01', '2026-12-31', '2026-Q4'],
    ['2026-01-01', 'quarter', '2026-01-01', '2026-03-31', '2026-Q1'],
    ['2026-06-15', 'year', '2026-01-01', '2026-12-31', '2026'],
  ])('of %s by %s is from %s to %s and called %s', (day, kind, from, to, name) => {
    expect(periodOf(day, kind)).toEqual({ kind, from, to, name });
    expect(readPeriod(name)).toEqual({ kind, from, to, name });
  });

  it.each(['', '2026-13', '2026-00', '2026-Q5', '26-11', '2026-11-01', 'November'])('has no name like %p', (name) => {
    expect(readPeriod(name)).toBeUndefined();
  });
});

import { formatDays, periodLabel } from './format-days';

describe('days', () => {
  it('name a single one once', () => {
    expect(formatDays({ from: '2026-11-27', to: '2026-11-27' })).toBe('Nov 27');
    expect(formatDays({ from: '2026-11-01', to: '2026-11-27' })).toBe('Nov 1 – Nov 27');
  });
});

describe('a period', () => {
  it.each([
    ['2026-11', '2026-11-28', '2026-11-28', 'Nov 28'],
    ['2026-11', '2026-11-01', '2026-11-30', 'Nov 2026'],
    ['2026-11', '2026-11-01', '2026-11-29', 'Nov 1 – Nov 29'],
    ['2024-02', '2024-02-01', '2024-02-29', 'Feb 2024'],
    ['2026-Q4', '2026-10-01', '2026-12-31', '2026-Q4'],
    ['2026-Q4', '2026-10-01', '2026-11-29', 'Oct 1 – Nov 29'],
    ['2026', '2026-01-01', '2026-12-31', '2026'],
    ['2026-W48', '2026-11-23', '2026-11-29', '2026-W48'],
    ['2026-11-01/2026-11-28', '2026-11-01', '2026-11-28', 'Nov 1 – Nov 28'],
  ])('%s from %s to %s is called %s', (name, from, to, label) => {
    expect(periodLabel({ name, from, to })).toBe(label);
  });
});

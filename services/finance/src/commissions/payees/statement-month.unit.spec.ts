import { closesOn, lastClosed, monthFor } from './statement-month.js';

describe('the month of a statement', () => {
  it.each([
    ['2026-11-01', '2026-12-04'],
    ['2026-12-31', '2027-01-04'],
    ['2024-02-29', '2024-03-04'],
  ])('of %s is closed on %s', (day, closed) => expect(closesOn(day)).toBe(closed));

  it.each([
    ['2026-12-03', '2026-10-01'],
    ['2026-12-04', '2026-11-01'],
    ['2026-12-31', '2026-11-01'],
    ['2027-01-03', '2026-11-01'],
  ])('that was closed last on %s is %s', (today, month) => expect(lastClosed(today)).toBe(month));

  it('is that of the day, as long as it is open', () => {
    expect(monthFor('2026-11-30', '2026-11-01', '2026-12-02')).toBe('2026-11-01');
    expect(monthFor('2026-11-30', '2026-12-01', '2026-12-05')).toBe('2026-12-01');
    expect(monthFor('2026-11-30', '2027-02-01', '2027-01-05')).toBe('2027-02-01');
  });

  it('is never one to come, whatever a clock elsewhere says', () => {
    expect(monthFor('2031-01-01', '2026-11-01', '2026-12-02')).toBe('2026-12-01');
  });
});

import fc from 'fast-check';
import { addDays, daysBetween, isCalendarDay, isoWeek, startOfMonth, startOfWeek } from './calendar-day.js';

const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a calendar day', () => {
  it.each([
    ['2026-11-24', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['2026-11-24T00:00:00Z', false],
    ['yesterday', false],
  ])('%s: %s', (text, is) => expect(isCalendarDay(text)).toBe(is));

  // Source of the weeks: the examples of ISO 8601 in common use.
  it.each([
    ['2005-01-01', '2004-W53'],
    ['2005-01-02', '2004-W53'],
    ['2007-01-01', '2007-W01'],
    ['2008-12-29', '2009-W01'],
    ['2010-01-03', '2009-W53'],
    ['2026-11-24', '2026-W48'],
  ])('%s is in week %s', (day, week) => expect(isoWeek(day)).toBe(week));

  it('is as many days later as are added, and counts both ends', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 4_000 }), (day, n) => {
        expect(addDays(addDays(day, n), -n)).toBe(day);
        expect(daysBetween(day, addDays(day, n))).toBe(n + 1);
      }),
    );
  });

  it('is in a week that begins on a Monday, at most six days before', () => {
    fc.assert(
      fc.property(days, (day) => {
        const monday = startOfWeek(day);
        expect(new Date(monday).getUTCDay()).toBe(1);
        expect(daysBetween(monday, day)).toBeLessThanOrEqual(7);
        expect(monday <= day).toBe(true);
      }),
    );
  });

  it('knows the months around it', () => {
    expect(startOfMonth('2026-01-31', 1)).toBe('2026-02-01');
    expect(startOfMonth('2026-01-31', -1)).toBe('2025-12-01');
    expect(startOfMonth('2026-12-05', 13)).toBe('2028-01-01');
  });
});

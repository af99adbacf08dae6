import fc from 'fast-check';
import { addDays, clockThere, daysFrom, dayThere, instantThere, isTimeZone, weekdayOf } from './shop-days.js';

const NEW_YORK = 'America/New_York';
const HOUR_MS = 3_600_000;

describe('a time of a day by the clock of a place', () => {
  it.each([
    ['in winter', '2026-11-29', '07:00', NEW_YORK, '2026-11-29T12:00:00.000Z'],
    ['in summer', '2026-07-01', '07:00', NEW_YORK, '2026-07-01T11:00:00.000Z'],
    ['on the day on which summer time begins', '2026-03-08', '07:00', NEW_YORK, '2026-03-08T11:00:00.000Z'],
    ['on the day on which it ends', '2026-11-01', '07:00', NEW_YORK, '2026-11-01T12:00:00.000Z'],
    ['that the clocks pass over', '2026-03-08', '02:30', NEW_YORK, '2026-03-08T07:30:00.000Z'],
    ['that they show twice: the first', '2026-11-01', '01:30', NEW_YORK, '2026-11-01T05:30:00.000Z'],
    ['where midnight itself is passed over', '2026-03-29', '00:00', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
    ['far in the east', '2026-11-29', '07:00', 'Pacific/Kiritimati', '2026-11-28T17:00:00.000Z'],
    ['at an odd offset', '2026-11-29', '07:00', 'Asia/Kathmandu', '2026-11-29T01:15:00.000Z'],
  ])('%s', (_when, day, time, zone, instant) => {
    expect(instantThere(day, time, zone).toISOString()).toBe(instant);
  });

  it('is shown by the clocks there, on every day of the year, unless they pass over it', () => {
    const zones = fc.constantFrom(NEW_YORK, 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC', 'America/Sao_Paulo');
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 730 }),
        fc.integer({ min: 4 * 60, max: 1439 }),
        (zone, n, minute) => {
          const day = addDays('2026-01-01', n);
          const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          expect(clockThere(instantThere(day, time, zone), zone)).toBe(`${day}T${time}:00`);
        },
      ),
    );
  });
});

describe('days by the clock of a place', () => {
  it.each([
    ['2026-11-28', 24],
    ['2026-03-08', 23],
    ['2026-11-01', 25],
  ])('%s has %i hours in New York', (day, hours) => {
    const { from, to } = daysFrom(day, 1, NEW_YORK);
    expect((to.getTime() - from.getTime()) / HOUR_MS).toBe(hours);
  });

  it('follow one another without a gap', () => {
    for (let n = 0; n < 366; n += 1) {
      const day = addDays('2026-01-01', n);
      expect(daysFrom(day, 1, NEW_YORK).to).toEqual(daysFrom(addDays(day, 1), 1, NEW_YORK).from);
    }
  });

  it('are those of the place, not of the machine', () => {
    expect(dayThere(new Date('2026-11-25T04:59:59Z'), NEW_YORK)).toBe('2026-11-24');
    expect(dayThere(new Date('2026-11-25T05:00:00Z'), NEW_YORK)).toBe('2026-11-25');
  });

  it.each([
    ['America/New_York', true],
    ['UTC', true],
    ['Atlantis', false],
    ['', false],
  ])('%j is a time zone: %s', (name, is) => expect(isTimeZone(name)).toBe(is));

  it('have weekdays from Monday to Sunday', () => {
    expect(['2026-11-23', '2026-11-28', '2026-11-29'].map(weekdayOf)).toEqual([1, 6, 7]);
  });
});

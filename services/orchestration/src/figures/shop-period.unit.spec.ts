import fc from 'fast-check';
import { PERIODS, periodOf, periodOfDays } from './shop-period.js';

const NEW_YORK = 'America/New_York';
const told = ({ from, to, before }: ReturnType<typeof periodOf>) =>
  [from, to, before.from, before.to].map((at) => at.toISOString().slice(0, 16));

describe('a period by name', () => {
  // A Sunday, 12:30 in New York.
  const now = new Date('2026-11-29T17:30:00.000Z');
  it.each([
    ['today', '2026-11-29T05:00', '2026-11-29T17:30', '2026-11-28T05:00', '2026-11-28T17:30'],
    ['yesterday', '2026-11-28T05:00', '2026-11-29T05:00', '2026-11-27T05:00', '2026-11-28T05:00'],
    ['7d', '2026-11-23T05:00', '2026-11-29T17:30', '2026-11-16T05:00', '2026-11-22T17:30'],
    // Thirty days before, clocks were an hour ahead until 1 November.
    ['30d', '2026-10-31T04:00', '2026-11-29T17:30', '2026-10-01T04:00', '2026-10-30T16:30'],
    ['month', '2026-11-01T04:00', '2026-11-29T17:30', '2026-10-01T04:00', '2026-10-29T16:30'],
    ['quarter', '2026-10-01T04:00', '2026-11-29T17:30', '2026-07-01T04:00', '2026-08-29T16:30'],
    ['year', '2026-01-01T05:00', '2026-11-29T17:30', '2025-01-01T05:00', '2025-11-29T17:30'],
  ] as const)('%s is by the shop’s clock, and compared with as much of the one before', (name, ...expected) => {
    expect(told(periodOf(name, now, NEW_YORK))).toEqual(expected);
  });

  it('is of the shop’s day, which may be another one than ours', () => {
    const period = periodOf('today', new Date('2026-11-29T03:00:00Z'), NEW_YORK);
    expect(period).toMatchObject({ firstDay: '2026-11-28', lastDay: '2026-11-28', isPartial: true });
  });

  it.each([
    // 23 hours: at half past two on the day before, the clocks showed it; on the day itself they leap over it.
    [
      'after the clocks went forward',
      '2026-03-08T16:00:00Z',
      ['2026-03-08T05:00', '2026-03-08T16:00', '2026-03-07T05:00', '2026-03-07T17:00'],
    ],
    [
      'on the day after',
      '2026-03-09T06:30:00Z',
      ['2026-03-09T04:00', '2026-03-09T06:30', '2026-03-08T05:00', '2026-03-08T07:30'],
    ],
    [
      'after they went back',
      '2026-11-01T17:00:00Z',
      ['2026-11-01T04:00', '2026-11-01T17:00', '2026-10-31T04:00', '2026-10-31T16:00'],
    ],
  ])('compares by the clock %s', (_when, at, expected) => {
    expect(told(periodOf('today', new Date(at), NEW_YORK))).toEqual(expected);
  });

  it('has no length at the moment in which the day begins', () => {
    const midnight = '2026-11-29T00:00';
    expect(told(periodOf('today', new Date(`${midnight}:00Z`), 'UTC'))).toEqual([
      ...[midnight, midnight, '2026-11-28T00:00', '2026-11-28T00:00'],
    ]);
  });

  it('of a month compares the 31st with a month that has none: with the whole of it', () => {
    expect(told(periodOf('month', new Date('2026-03-31T12:00:00Z'), 'UTC'))).toEqual([
      '2026-03-01T00:00',
      '2026-03-31T12:00',
      '2026-02-01T00:00',
      '2026-03-01T00:00',
    ]);
    expect(told(periodOf('year', new Date('2028-02-29T12:00:00Z'), 'UTC')).slice(2)).toEqual([
      '2027-01-01T00:00',
      '2027-03-01T00:00',
    ]);
  });

  it('never overlaps with what it is compared with, anywhere at any time', () => {
    const zone = fc.constantFrom('UTC', NEW_YORK, 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Cairo');
    const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), at, zone, (name, now, timeZone) => {
        const { from, to, before } = periodOf(name, now, timeZone);
        expect(before.from.getTime()).toBeLessThanOrEqual(before.to.getTime());
        expect(before.to.getTime()).toBeLessThanOrEqual(from.getTime());
        expect(from.getTime()).toBeLessThanOrEqual(to.getTime());
        expect(to.getTime()).toBeLessThanOrEqual(now.getTime());
      }),
    );
  });
});

describe('named days', () => {
  const now = new Date('2026-11-29T12:00:00Z');
  it.each([
    ['2026-11-01', '2026-11-10', '2026-10-22T00:00', '2026-11-01T00:00'],
    ['2026-03-01', '2026-03-31', '2026-02-01T00:00', '2026-03-01T00:00'],
    ['2026-01-01', '2026-06-30', '2025-07-01T00:00', '2026-01-01T00:00'],
    ['2026-11-28', '2026-11-29', '2026-11-26T00:00', '2026-11-27T12:00'],
    // Into days to come: only what has been is compared.
    ['2026-11-28', '2026-12-01', '2026-11-24T00:00', '2026-11-25T12:00'],
  ])('from %s to %s are compared with what was before', (from, to, beforeFrom, beforeTo) => {
    expect(told(periodOfDays({ from, to }, now, 'UTC')).slice(2)).toEqual([beforeFrom, beforeTo]);
  });
});

describe('the course of a period', () => {
  const now = new Date('2026-11-29T12:00:00Z');
  it.each([
    ['today', '2026-11-16', 'day'],
    ['yesterday', '2026-11-15', 'day'],
    ['7d', '2026-11-16', 'day'],
    ['30d', '2026-10-31', 'day'],
    ['quarter', '2026-10-01', 'week'],
    ['year', '2026-01-01', 'month'],
  ] as const)('%s is shown from %s by %s', (name, from, by) => {
    expect(periodOf(name, now, 'UTC').course).toEqual({ from: new Date(`${from}T00:00:00Z`), by });
  });
});

import fc from 'fast-check';
import { dayAfter, daysElapsed, daysIn, holdsOn, isDay } from './budget-period.js';
import { burnRate } from './burn-rate.js';

const NOVEMBER = { periodStart: '2026-11-01', periodEnd: '2026-11-30' };
const spent = (spentMinor: bigint, allocatedMinor = 30_000n) => ({ spentMinor, allocatedMinor });

describe('a period', () => {
  it('counts both its ends', () => {
    expect(daysIn(NOVEMBER)).toBe(30);
    expect(daysIn({ periodStart: '2028-02-29', periodEnd: '2028-02-29' })).toBe(1);
    expect(['2026-10-31', '2026-11-01', '2026-11-24', '2026-12-24'].map((day) => daysElapsed(NOVEMBER, day))).toEqual([
      0, 1, 24, 30,
    ]);
    expect(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map((day) => holdsOn(NOVEMBER, day))).toEqual([
      ...[false, true, true, false],
    ]);
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', 'today', '2026-01-01T00:00:00Z'])(
    'has no day %s',
    (text) => expect(isDay(text)).toBe(false),
  );

  it('goes on from day to day, over summer time and leap days', () => {
    expect([dayAfter('2026-10-31', 1), dayAfter('2028-02-28', 1), dayAfter('2026-01-01', -1)]).toEqual([
      ...['2026-11-01', '2028-02-29', '2025-12-31'],
    ]);
    expect(isDay('2028-02-29')).toBe(true);
  });
});

describe('the burn rate', () => {
  it('is a straight line through what is spent so far', () => {
    expect(burnRate(spent(12_000n), NOVEMBER, '2026-11-10')).toEqual({
      perDayMinor: 1_200n,
      projectedMinor: 36_000n,
      overrunOn: '2026-11-26',
    });
  });

  it('has no overrun when the money lasts', () => {
    expect(burnRate(spent(10_000n), NOVEMBER, '2026-11-10')).toEqual({ perDayMinor: 1_000n, projectedMinor: 30_000n });
    expect(burnRate(spent(0n), NOVEMBER, '2026-11-10')).toEqual({ perDayMinor: 0n, projectedMinor: 0n });
  });

  it('says today when it is over already', () => {
    expect(burnRate(spent(30_001n), NOVEMBER, '2026-11-10')).toMatchObject({ overrunOn: '2026-11-10' });
    expect(burnRate(spent(1n, 0n), NOVEMBER, '2026-11-10')).toMatchObject({ overrunOn: '2026-11-10' });
  });

  it('is unknown before the period begins', () => {
    expect(burnRate(spent(0n), NOVEMBER, '2026-10-31')).toBeUndefined();
  });

  it('names the first day of the line above the allocation, and none before it', () => {
    const minor = fc.bigInt({ min: 1n, max: 10n ** 17n });
    fc.assert(
      fc.property(minor, minor, fc.nat({ max: 29 }), (spentMinor, allocatedMinor, passed) => {
        const today = dayAfter(NOVEMBER.periodStart, passed);
        const elapsed = BigInt(passed + 1);
        const isOver = (day: bigint) => spentMinor * day > allocatedMinor * elapsed;
        const { overrunOn } = burnRate({ spentMinor, allocatedMinor }, NOVEMBER, today)!;
        if (overrunOn === undefined) return expect(isOver(30n)).toBe(false);
        const day = BigInt(daysElapsed(NOVEMBER, overrunOn));
        expect(isOver(day)).toBe(true);
        expect(day === elapsed || !isOver(day - 1n)).toBe(true);
        expect(day >= elapsed).toBe(true);
      }),
    );
  });
});

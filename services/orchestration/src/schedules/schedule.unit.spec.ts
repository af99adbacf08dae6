import fc from 'fast-check';
import { lastTime, nextTime, type ScheduleRule } from './schedule.js';

const daily: ScheduleRule = { every: 'day', weekday: null, at: '07:00', timeZone: 'America/New_York' };
const monday: ScheduleRule = { ...daily, every: 'week', weekday: 1, at: '07:30' };
const next = (rule: ScheduleRule, after: string) => nextTime(rule, new Date(after)).toISOString();

describe('the next time', () => {
  it.each<[string, ScheduleRule, string, string]>([
    ['is later today', daily, '2026-11-29T11:59:59Z', '2026-11-29T12:00:00.000Z'],
    ['is tomorrow when it has just come', daily, '2026-11-29T12:00:00Z', '2026-11-30T12:00:00.000Z'],
    ['is an hour earlier by UTC once summer time begins', daily, '2026-03-07T13:00:00Z', '2026-03-08T11:00:00.000Z'],
    ['is an hour later by UTC once it ends', daily, '2026-10-31T12:00:00Z', '2026-11-01T12:00:00.000Z'],
    ['is next Monday, from a Tuesday', monday, '2026-11-24T13:00:00Z', '2026-11-30T12:30:00.000Z'],
    ['is today, on a Monday before its time', monday, '2026-11-30T12:29:00Z', '2026-11-30T12:30:00.000Z'],
    ['is in a week, on a Monday after its time', monday, '2026-11-30T12:30:00Z', '2026-12-07T12:30:00.000Z'],
    ['of a Sunday', { ...monday, weekday: 7 }, '2026-11-30T12:30:00Z', '2026-12-06T12:30:00.000Z'],
  ])('%s', (_when, rule, after, expected) => expect(next(rule, after)).toBe(expected));

  it('comes although the clocks pass over it, and once although they show it twice', () => {
    const half = { ...daily, at: '02:30' };
    expect(next(half, '2026-03-08T05:00:00Z')).toBe('2026-03-08T07:30:00.000Z');
    expect(next(half, '2026-03-08T07:30:00Z')).toBe('2026-03-09T06:30:00.000Z');
    const twice = { ...daily, at: '01:30' };
    expect(next(twice, '2026-11-01T04:00:00Z')).toBe('2026-11-01T05:30:00.000Z');
    expect(next(twice, '2026-11-01T05:30:00Z')).toBe('2026-11-02T06:30:00.000Z');
  });
});

describe('the times of a schedule', () => {
  const zones = fc.constantFrom(
    'America/New_York',
    'Europe/Berlin',
    'UTC',
    'Australia/Lord_Howe',
    'Pacific/Kiritimati',
  );
  const rules = fc
    .tuple(zones, fc.option(fc.integer({ min: 1, max: 7 })), fc.integer({ min: 0, max: 1439 }))
    .map(([timeZone, weekday, minute]): ScheduleRule => {
      const at = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      return { every: weekday === null ? 'day' : 'week', weekday, at, timeZone };
    });
  const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });

  it('surround every instant: the last one has come, the next one hasn’t, and none is between', () => {
    fc.assert(
      fc.property(rules, instants, (rule, now) => {
        const last = lastTime(rule, now).time;
        expect(last.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(nextTime(rule, now).getTime()).toBeGreaterThan(now.getTime());
        expect(nextTime(rule, last)).toEqual(nextTime(rule, now));
      }),
    );
  });

  it('are one a day, or one a week, whatever the clocks do', () => {
    for (const rule of [daily, { ...daily, at: '02:30' }, { ...daily, at: '01:30' }]) {
      let at = new Date('2026-01-01T00:00:00Z');
      const days = Array.from({ length: 365 }, () => {
        at = nextTime(rule, at);
        return lastTime(rule, at).day;
      });
      expect(new Set(days).size).toBe(365);
    }
  });
});

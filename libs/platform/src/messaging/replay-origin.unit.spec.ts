import { isReplayOrigin, originOf, type AskedOrigin } from './replay-origin.js';

describe('where a replay begins', () => {
  it.each([
    ['beginning', 'beginning'],
    [{ time: '2026-11-22T10:15:00Z' }, { time: new Date('2026-11-22T10:15:00Z') }],
    [{ time: '2026-11-22T12:15:00+02:00' }, { time: new Date('2026-11-22T10:15:00Z') }],
    [{ sequence: 17 }, { sequence: 17 }],
  ])('may be %j', (asked, origin) => {
    expect(isReplayOrigin(asked)).toBe(true);
    expect(originOf(asked as AskedOrigin)).toEqual(origin);
  });

  it.each([
    ...['', 'end', '2026-11-22T10:15:00Z', null, 7, [], {}],
    ...['2026-11-22', '2026-11-22T10:15:00', '2026-02-31T10:15:00Z', 7, null].map((time) => ({ time })),
    ...[0, 1.5, '7', null].map((sequence) => ({ sequence })),
    { sequence: 7, time: '2026-11-22T10:15:00Z' },
    { offset: 7 },
  ])('may not be %j, which would mean something else to somebody else', (asked) => {
    expect(isReplayOrigin(asked)).toBe(false);
  });
});

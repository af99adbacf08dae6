import { monthOf } from './budgets.js';
import { inLanes } from './in-lanes.js';

describe('lanes', () => {
  it('work on so many at once, in their order, and each promise is its item’s', async () => {
    const begun: number[] = [];
    let [now, most] = [0, 0];
    const results = inLanes([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return item * 10;
    });
    expect(await results[1]).toBe(20);
    expect(await Promise.all(results)).toEqual([10, 20, 30, 40, 50]);
    expect([begun, most]).toEqual([[1, 2, 3, 4, 5], 2]);
  });

  it('begin nothing more after a failure, and every one that was left out fails like it', async () => {
    const begun: number[] = [];
    const results = inLanes([1, 2, 3], 1, async (item) => {
      begun.push(item);
      if (item === 2) throw new Error('no');
      return item;
    });
    const settled = await Promise.allSettled(results);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(begun).toEqual([1, 2]);
  });
});

it.each([
  ['2026-11-15T12:00:00Z', '2026-11-01', '2026-11-30'],
  // In New York it is November still, in Tokyo December already: the budget holds in both.
  ['2026-12-01T03:00:00Z', '2026-11-01', '2026-12-31'],
  ['2026-11-30T20:00:00Z', '2026-11-01', '2026-12-31'],
  ['2026-12-31T20:00:00Z', '2026-12-01', '2027-01-31'],
])('a month at %s is from %s to %s', (now, periodStart, periodEnd) => {
  expect(monthOf(new Date(now))).toEqual({ periodStart, periodEnd });
});

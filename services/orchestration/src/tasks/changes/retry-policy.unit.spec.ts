import fc from 'fast-check';
import { PRIORITIES, type Priority } from '../task.js';
import { mayRetry, RETRIES, RETRY_MAX_MS, retryAfterMs } from './retry-policy.js';

describe('another try of the same agent', () => {
  it.each<[Priority, number, boolean]>([
    ['high', 1, true],
    ['high', 3, true],
    ['high', 4, false],
    ['medium', 2, true],
    ['medium', 3, false],
    ['low', 1, true],
    ['low', 2, false],
  ])('of priority %s after %i tries: %s', (priority, attempt, may) => {
    expect(mayRetry(priority, attempt)).toBe(may);
  });

  it('is made at least once, and the more often the more urgent', () => {
    expect(PRIORITIES.map((priority) => RETRIES[priority])).toEqual([3, 2, 1]);
  });

  it.each([
    [1, 500, 1_000],
    [2, 1_000, 2_000],
    [3, 2_000, 4_000],
    [4, 4_000, 8_000],
    [7, 30_000, 60_000],
    [60, 30_000, 60_000],
  ])('after %i tries comes between %i and %i ms later', (attempt, least, most) => {
    expect([retryAfterMs(attempt, 0, () => 0), retryAfterMs(attempt, 0, () => 1)]).toEqual([least, most]);
  });

  it('comes no sooner than the executor asked for, and by itself no later than a minute', () => {
    const attempt = fc.integer({ min: 0, max: 1_000 });
    const asked = fc.integer({ min: 0, max: 7_200_000 });
    fc.assert(
      fc.property(attempt, asked, fc.double({ min: 0, max: 1, noNaN: true }), (tries, atLeastMs, chance) => {
        const delayMs = retryAfterMs(tries, atLeastMs, () => chance);
        expect(delayMs).toBeGreaterThanOrEqual(atLeastMs);
        expect(delayMs).toBeLessThanOrEqual(Math.max(atLeastMs, RETRY_MAX_MS));
      }),
    );
  });
});

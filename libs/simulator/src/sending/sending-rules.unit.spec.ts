import { LatencyHistogram } from './latency-histogram.js';
import { paced } from './pace.js';
import { isRefusal, waitBeforeRetryMs } from './retry-policy.js';

describe('waiting before a retry', () => {
  it('doubles up to a limit', () => {
    expect([1, 2, 3, 4, 20].map((attempt) => waitBeforeRetryMs(attempt, undefined, 0))).toEqual([
      250, 500, 1_000, 2_000, 15_000,
    ]);
  });
  it('honours Retry-After in seconds and as a date, within a minute', () => {
    expect(waitBeforeRetryMs(1, '3', 0)).toBe(3_000);
    expect(waitBeforeRetryMs(1, 'Thu, 01 Jan 1970 00:00:07 GMT', 2_000)).toBe(5_000);
    expect(waitBeforeRetryMs(1, 'Thu, 01 Jan 1970 00:00:01 GMT', 2_000)).toBe(0);
    expect(waitBeforeRetryMs(1, '86400', 0)).toBe(60_000);
    expect(waitBeforeRetryMs(1, 'soon', 0)).toBe(250);
  });
  it('tells refusals from what may pass', () => {
    expect([400, 401, 403, 404, 413, 422].every(isRefusal)).toBe(true);
    expect([200, 202, 301, 408, 429, 500, 503].some(isRefusal)).toBe(false);
  });
});

describe('LatencyHistogram', () => {
  it('finds quantiles within two percent', () => {
    const histogram = new LatencyHistogram();
    expect(histogram.quantile(0.5)).toBeNull();
    for (let ms = 1; ms <= 10_000; ms += 1) histogram.add(ms);
    for (const share of [0.01, 0.5, 0.9, 0.99]) {
      expect(Math.abs(histogram.quantile(share)! / (share * 10_000) - 1)).toBeLessThan(0.021);
    }
    expect(histogram.quantile(1)).toBe(10_000);
    expect([histogram.count, histogram.maxMs]).toEqual([10_000, 10_000]);
  });
  it('counts what is shorter or longer than its range', () => {
    const histogram = new LatencyHistogram();
    histogram.add(0);
    histogram.add(1e9);
    expect(histogram.count).toBe(2);
    expect(histogram.maxMs).toBe(1e9);
  });
});

it('keeps slots where they were meant, however late they are taken', async () => {
  let now = 1_000;
  const pace = paced(10, () => now);
  expect(await pace.next()).toBe(1_000);
  now = 1_950;
  expect(await pace.next()).toBe(1_100);
  expect(await pace.next()).toBe(1_200);
});

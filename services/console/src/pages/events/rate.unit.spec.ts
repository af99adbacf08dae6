import { BUCKETS, rateOf, rateSummary } from './rate';

const NOW = Date.parse('2026-11-29T10:00:05.000Z');
const at = (secondsAgo: number, test = false) => ({
  recordedAt: new Date(NOW - secondsAgo * 1_000).toISOString(),
  test,
});

describe('the rate of events', () => {
  it('counts by ten seconds, test events apart', () => {
    const points = rateOf([at(1), at(2, true), at(12), at(400)], NOW, true);
    expect(points).toHaveLength(BUCKETS);
    expect(points.at(-1)).toEqual({ label: 'now', real: 1, test: 1 });
    expect(points.at(-2)).toEqual({ label: '−0:10', real: 1, test: 0 });
    expect(points[0]).toEqual({ label: '−4:50', real: 0, test: 0 });
  });

  it('does not say nought of a time whose events are not loaded', () => {
    const points = rateOf([at(1), at(30)], NOW, false);
    expect(points.at(-1)!.real).toBe(1);
    expect(points.at(-3)!.real).toBe(0);
    expect(points[0]!.real).toBeNull();
  });

  it('is known to the last second of an empty, whole list', () => {
    expect(rateOf([], NOW, true).every(({ real }) => real === 0)).toBe(true);
    expect(rateOf([], NOW, false).every(({ real }) => real === null)).toBe(true);
  });

  it('is said in a sentence', () => {
    expect(rateSummary(rateOf([at(1), at(2), at(15)], NOW, true))).toBe(
      '3 events in the last 5 minutes, at most 2 in ten seconds.',
    );
    expect(rateSummary(rateOf([at(1), at(100)], NOW, false))).toMatch(/in the last 2 minutes.*not loaded\.$/);
    expect(rateSummary(rateOf([at(1), at(61)], NOW, false))).toContain('in the last minute, at');
  });

  it('is never of the last 0 minutes', () => {
    const hail = Array.from({ length: 1_200 }, () => at(1));
    expect(rateSummary(rateOf([...hail, at(12)], NOW, false))).toBe(
      '1,200 events in the last 10 seconds, at most 1,200 in ten seconds. What came before is not loaded.',
    );
    expect(rateSummary(rateOf(hail, NOW, false))).toBe('Less is loaded than came in ten seconds.');
  });
});

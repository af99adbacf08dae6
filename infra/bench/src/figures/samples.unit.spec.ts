import { latencies, median, quantile, spread } from './samples.js';

describe('samples', () => {
  it('have a middle, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 9, 2, 1])).toBe(9);
    expect(median([])).toBeNaN();
  });

  it('have a tail that the longest belongs to', () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(samples, 0.99)).toBe(100);
    expect(quantile(samples, 0)).toBe(1);
    expect(latencies(samples)).toEqual({ p50: 51, p99: 100, max: 100 });
  });

  it('say how far their median can be trusted', () => {
    expect(spread([3, 1.23456, 2])).toEqual([1.235, 3]);
  });
});

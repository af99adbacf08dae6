import fc from 'fast-check';
import {
  fewestSamplesFor,
  newcombe,
  normalQuantile,
  upperBoundRank,
  upperMeanDifference,
  wilson,
} from './statistics.js';

describe('the normal quantile', () => {
  // Tables of the standard normal distribution.
  it.each([
    [0.5, 0],
    [0.8413447460685429, 1],
    [0.975, 1.959963984540054],
    [0.99, 2.3263478740408408],
    [0.995, 2.5758293035489004],
    [0.001, -3.090232306167813],
  ])('of %d is %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 7);
  });

  it('grows', () => {
    const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
    fc.assert(fc.property(probability, probability, (a, b) => a >= b || normalQuantile(a) <= normalQuantile(b) + 1e-8));
  });
});

describe('the Wilson interval', () => {
  // Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d at 95 %% is %d to %d', (count, samples, lower, upper) => {
    const interval = wilson(count, samples, 0.95);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });

  it('reaches 95 % with 73 of 73 and not with 72 of 72', () => {
    expect(fewestSamplesFor(0.95, 0.95)).toBe(73);
    expect(wilson(73, 73, 0.95).lower).toBeGreaterThanOrEqual(0.95);
    expect(wilson(72, 72, 0.95).lower).toBeLessThan(0.95);
  });

  it('needs exactly the samples that are asked for, whatever share and confidence', () => {
    const share = fc.double({ min: 0.5, max: 0.99, noNaN: true });
    const confidence = fc.double({ min: 0.5, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(share, confidence, (wanted, sure) => {
        const fewest = fewestSamplesFor(wanted, sure);
        expect(wilson(fewest, fewest, sure).lower).toBeGreaterThanOrEqual(wanted - 1e-9);
        if (fewest > 1) expect(wilson(fewest - 1, fewest - 1, sure).lower).toBeLessThan(wanted + 1e-9);
      }),
    );
  });

  it('holds the share, and narrows with more samples', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat({ max: 500 }), (samples, some) => {
        const count = Math.min(some, samples);
        const [few, many] = [wilson(count, samples, 0.95), wilson(count * 10, samples * 10, 0.95)];
        const share = count / samples;
        expect(few.lower).toBeLessThanOrEqual(share + 1e-12);
        expect(few.upper).toBeGreaterThanOrEqual(share - 1e-12);
        expect(many.upper - many.lower).toBeLessThan(few.upper - few.lower);
      }),
    );
  });
});

describe("Newcombe's interval of a difference", () => {
  // Newcombe (1998), table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %d/%d and %d/%d is %d to %d', (a, n, b, m, lower, upper) => {
    const interval = newcombe({ count: a, samples: n }, { count: b, samples: m }, 0.95);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });
});

describe('the rank that bounds a percentile', () => {
  it.each([
    [58, undefined],
    [59, 59],
    [92, 92],
    [93, 92],
    [124, 122],
  ])('of %d samples is %s', (samples, rank) => {
    expect(upperBoundRank(samples, 0.95, 0.95)).toBe(rank);
  });

  it('agrees with binomial probabilities added up another way', () => {
    for (const samples of [60, 200, 500]) {
      const rank = upperBoundRank(samples, 0.95, 0.95)!;
      expect(binomialBelow(samples, 0.95, rank)).toBeGreaterThanOrEqual(0.95);
      expect(binomialBelow(samples, 0.95, rank - 1)).toBeLessThan(0.95);
    }
  });

  it('can be had for thousands of samples', () => {
    const rank = upperBoundRank(20_000, 0.95, 0.95)!;
    expect(rank).toBeGreaterThan(19_000);
    expect(rank).toBeLessThan(19_000 + 3 * Math.sqrt(20_000 * 0.95 * 0.05));
  });
});

describe('the bound of a difference of means', () => {
  it('is the difference and so many standard errors', () => {
    const arm = (mean: number) => ({ samples: 100, mean, variance: 50 });
    expect(upperMeanDifference(arm(9), arm(10), 0.99)).toBeCloseTo(-1 + 2.3263478740408408, 7);
  });
});

/** P(X < k), by exact integers. */
function binomialBelow(n: number, p: number, k: number): number {
  let sum = 0;
  let ways = 1n;
  for (let i = 0; i < k; i++) {
    if (i > 0) ways = (ways * BigInt(n - i + 1)) / BigInt(i);
    const exponent = ways.toString().length;
    const mantissa = Number(`0.${ways.toString().slice(0, 15)}`);
    sum += Math.exp(Math.log(mantissa) + exponent * Math.LN10 + i * Math.log(p) + (n - i) * Math.log(1 - p));
  }
  return sum;
}

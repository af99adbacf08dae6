import fc from 'fast-check';
import { integerWeights } from './integer-weights.js';

const weights = fc.array(fc.double({ min: 0, max: 1e300, noNaN: true }), { minLength: 1, maxLength: 20 });

describe('integer weights', () => {
  it.each([
    [[], []],
    [
      [4, 1, 1, 4],
      [4n, 1n, 1n, 4n],
    ],
    [
      [0, 0],
      [1n, 1n],
    ],
    [
      [0.5, 1],
      [500_000_000_000n, 1_000_000_000_000n],
    ],
    [
      [1, 2e12],
      [500_000n / 1_000_000n + 1n, 1_000_000_000_000n],
    ],
    [
      [1e-300, 2e-300],
      [500_000_000_000n, 1_000_000_000_000n],
    ],
    [
      [1e-20, 1],
      [0n, 1_000_000_000_000n],
    ],
  ])('of %j are %j', (given, expected) => expect(integerWeights(given)).toEqual(expected));

  it('keep the proportions to a part in 10¹²', () => {
    fc.assert(
      fc.property(weights, (given) => {
        const largest = Math.max(...given);
        fc.pre(largest > 0);
        const found = integerWeights(given);
        const most = found.reduce((a, b) => (a > b ? a : b), 0n);
        given.forEach((weight, at) =>
          expect(Math.abs(Number(found[at]!) / Number(most) - weight / largest)).toBeLessThan(1e-12),
        );
      }),
    );
  });

  it('keep small integers as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (given) => {
        fc.pre(given.some((weight) => weight > 0));
        expect(integerWeights(given)).toEqual(given.map(BigInt));
      }),
    );
  });

  it.each([[[-1]], [[1, Number.NaN]], [[Infinity]]])('refuse %j', (given) => {
    expect(() => integerWeights(given)).toThrow(/at least 0/);
  });
});

import fc from 'fast-check';
import { allocate, MoneyError } from './index.js';

const totals = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 });
const sumOf = (parts: bigint[]) => parts.reduce((a, b) => a + b, 0n);
const distance = (a: bigint, b: bigint) => (a > b ? a - b : b - a);

describe('allocate', () => {
  it.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [1000n, [19900n, 19900n, 19900n], [334n, 333n, 333n]],
    [5n, [3n, 7n], [2n, 3n]],
    [1n, [1n, 0n, 1n], [1n, 0n, 0n]],
    [7n, [0n, 0n], [4n, 3n]],
    [0n, [3n, 4n], [0n, 0n]],
    [0n, [], []],
    // The classic example of the method: 100 seats by 5, 4 and 1 of 10.
    [10n, [6n, 6n, 2n], [4n, 4n, 2n]],
    [25n, [1500n, 1500n, 900n, 500n, 500n, 200n], [7n, 7n, 4n, 3n, 3n, 1n]],
  ])('%s by %j is %j', (total, by, parts) => expect(allocate(total, by)).toEqual(parts));

  it('sums to the total', () => {
    fc.assert(fc.property(totals, weights, (total, by) => expect(sumOf(allocate(total, by))).toBe(total)));
  });

  it('gives each part its quota rounded down or up', () => {
    fc.assert(
      fc.property(totals, weights, (total, by) => {
        const whole = sumOf(by);
        fc.pre(whole > 0n);
        allocate(total, by).forEach((part, i) => expect(distance(part * whole, total * by[i]!) < whole).toBe(true));
      }),
    );
  });

  it('mirrors a negative total', () => {
    fc.assert(
      fc.property(totals, weights, (total, by) => {
        expect(allocate(-total, by)).toEqual(allocate(total, by).map((part) => -part));
      }),
    );
  });

  it('gives a larger weight no less', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), weights, (total, by) => {
        const parts = allocate(total, by);
        by.forEach((weight, i) =>
          by.forEach((other, j) => expect(weight <= other || parts[i]! >= parts[j]!).toBe(true)),
        );
      }),
    );
  });

  it('depends on proportions only', () => {
    fc.assert(
      fc.property(totals, weights, fc.bigInt({ min: 1n, max: 1000n }), (total, by, factor) => {
        expect(
          allocate(
            total,
            by.map((weight) => weight * factor),
          ),
        ).toEqual(allocate(total, by));
      }),
    );
  });

  it('refuses a negative weight and a total with nobody to take it', () => {
    expect(() => allocate(1n, [2n, -1n])).toThrow(MoneyError);
    expect(() => allocate(1n, [])).toThrow(/no weights/);
  });
});

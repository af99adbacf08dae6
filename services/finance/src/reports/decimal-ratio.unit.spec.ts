import fc from 'fast-check';
import { decimalRatio, percent } from './decimal-ratio.js';

const wholes = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

describe('a ratio', () => {
  it.each([
    [1n, 3n, 4, '0.3333'],
    [2n, 3n, 4, '0.6667'],
    [-2n, 3n, 4, '-0.6667'],
    [1n, 8n, 2, '0.12'],
    [3n, 8n, 2, '0.38'],
    [-1n, 8n, 2, '-0.12'],
    [5n, -2n, 0, '-2'],
    [7n, 2n, 0, '4'],
    [-1n, 10_000n, 2, '0.00'],
    [12_345n, 1n, 3, '12345.000'],
  ])('%s ÷ %s with %s digits is %s', (part, whole, digits, text) =>
    expect(decimalRatio(part, whole, digits)).toBe(text),
  );

  it('is off by half of its last digit at most', () => {
    fc.assert(
      fc.property(wholes, wholes, fc.integer({ min: 0, max: 8 }), (part, whole, digits) => {
        fc.pre(whole !== 0n);
        const scaled = BigInt(decimalRatio(part, whole, digits).replace('.', ''));
        const off = 2n * (scaled * whole - part * 10n ** BigInt(digits));
        expect(off * off <= whole * whole).toBe(true);
      }),
    );
  });

  it('to zero has no value', () => expect(() => decimalRatio(1n, 0n, 2)).toThrow(RangeError));

  it('as percentage has two digits', () => {
    expect(percent(4_123n, 10_000n)).toBe('41.23');
    expect(percent(-1n, 3n)).toBe('-33.33');
  });
});

import fc from 'fast-check';
import { plainDecimal } from './decimal-text.js';

describe('plainDecimal', () => {
  it.each([
    ['199.00', '199.00'],
    ['0.0', '0.0'],
    ['007.5', '7.5'],
    ['1e2', '100'],
    ['1.5E2', '150'],
    ['1.555e+2', '155.5'],
    ['15e-3', '0.015'],
    ['-2.50', '-2.50'],
  ])('%s is %s', (text, plain) => {
    expect(plainDecimal(text)).toBe(plain);
  });

  it.each(['', 'abc', '1,50', '.5', '1e999', '--1', '1e99'])('%j is no decimal', (text) => {
    expect(plainDecimal(text)).toBeUndefined();
  });

  it('means the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: -8, max: 8 }), (digits, exponent) => {
        const text = `${digits}e${exponent}`;
        expect(plainDecimal(text)).not.toContain('e');
        expect(Number(plainDecimal(text))).toBe(Number(text));
      }),
    );
  });
});

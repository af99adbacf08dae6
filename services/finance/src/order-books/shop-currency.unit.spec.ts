import fc from 'fast-check';
import { inShopCurrency } from './shop-currency.js';

const positive = fc.bigInt({ min: 1n, max: 10n ** 12n });

describe('inShopCurrency', () => {
  it.each([
    [1n, 0n],
    [3n, 2n],
    [4n, 2n],
    [5n, 2n],
    [7n, 4n],
  ])('rounds %s halves to %s', (amount, rounded) => {
    expect(inShopCurrency(amount, { presentmentMinor: 2n, shopMinor: 1n })).toBe(rounded);
  });

  it('is exact for the pair itself, mirrors negatives, and never errs by more than half a unit', () => {
    fc.assert(
      fc.property(positive, positive, positive, (amount, presentmentMinor, shopMinor) => {
        const pair = { presentmentMinor, shopMinor };
        expect(inShopCurrency(presentmentMinor, pair)).toBe(shopMinor);
        const converted = inShopCurrency(amount, pair)!;
        expect(inShopCurrency(-amount, pair)).toBe(-converted);
        const error = converted * presentmentMinor - amount * shopMinor;
        expect((error < 0n ? -error : error) * 2n <= presentmentMinor).toBe(true);
      }),
    );
  });

  it('knows no rate from nothing', () => {
    expect(inShopCurrency(1n, { presentmentMinor: 0n, shopMinor: 5n })).toBeUndefined();
    expect(inShopCurrency(1n, { presentmentMinor: 5n, shopMinor: 0n })).toBeUndefined();
  });
});

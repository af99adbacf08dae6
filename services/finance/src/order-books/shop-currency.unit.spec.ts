import fc from 'fast-check';
import { inShopCurrency, isSameMoney } from './shop-currency.js';

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
        const converted = inShopCurrency(amount, pair);
        expect(inShopCurrency(-amount, pair)).toBe(-converted);
        const error = converted * presentmentMinor - amount * shopMinor;
        expect((error < 0n ? -error : error) * 2n <= presentmentMinor).toBe(true);
      }),
    );
  });
});

describe('isSameMoney', () => {
  const rate = { presentmentMinor: 9_000n, shopMinor: 10_000n };

  it('allows what rounding its parts explains, and no more', () => {
    expect(isSameMoney(4_500n, 5_000n, rate, 0)).toBe(true);
    expect(isSameMoney(4_501n, 5_000n, rate, 0)).toBe(false);
    expect(isSameMoney(4_501n, 5_000n, rate, 2)).toBe(true);
    expect(isSameMoney(4_502n, 5_000n, rate, 2)).toBe(false);
  });

  it('holds for any parts rounded from one currency into the other', () => {
    fc.assert(
      fc.property(
        fc.array(positive, { minLength: 1, maxLength: 9 }),
        positive,
        positive,
        (parts, presentmentMinor, shopMinor) => {
          const pair = { presentmentMinor, shopMinor };
          const shop = parts.reduce((sum, part) => sum + inShopCurrency(part, pair), 0n);
          expect(
            isSameMoney(
              parts.reduce((sum, part) => sum + part, 0n),
              shop,
              pair,
              parts.length,
            ),
          ).toBe(true);
        },
      ),
    );
  });
});

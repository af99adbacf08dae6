import fc from 'fast-check';
import { Money, MoneyError } from './index.js';

const usd = (minor: bigint) => Money.of(minor, 'USD');
const amounts = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });

describe('Money', () => {
  it('adds, subtracts, negates and compares', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        expect(usd(a).add(usd(b)).minor).toBe(a + b);
        expect(
          usd(a)
            .subtract(usd(b))
            .equals(usd(a).add(usd(b).negate())),
        ).toBe(true);
        expect(usd(a).compare(usd(b))).toBe(a === b ? 0 : a < b ? -1 : 1);
      }),
    );
  });

  it('refuses to mix currencies', () => {
    const euro = Money.parse('1.00', 'EUR');
    for (const act of [() => usd(1n).add(euro), () => usd(1n).subtract(euro), () => usd(1n).compare(euro)]) {
      expect(act).toThrow(new MoneyError('mixed_currencies', '0.01 USD and 1.00 EUR cannot be combined'));
    }
    expect(usd(100n).equals(euro)).toBe(false);
  });

  it('travels as JSON without losing a digit', () => {
    fc.assert(
      fc.property(amounts, (minor) => {
        const json = JSON.stringify(usd(minor));
        expect(Money.fromJSON(JSON.parse(json)).equals(usd(minor))).toBe(true);
      }),
    );
    expect(JSON.stringify(Money.parse('199.00', 'USD'))).toBe('{"amountMinor":"19900","currency":"USD"}');
  });

  it('refuses what is no amount or no currency', () => {
    expect(() => Money.fromJSON({ amountMinor: '1.5', currency: 'USD' })).toThrow(/not an integer/);
    expect(() => Money.of(1n, 'usd')).toThrow(/not an ISO 4217 currency/);
    expect(Money.zero('JPY').isZero).toBe(true);
    expect(usd(-1n).isNegative).toBe(true);
  });
});

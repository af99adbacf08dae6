import fc from 'fast-check';
import { CURRENCY_EXPONENTS, exponentOf, formatMinor, MAX_MINOR, MoneyError, parseMinor } from './index.js';

const currencies = fc.constantFrom(...CURRENCY_EXPONENTS.keys());
const minors = fc.bigInt({ min: -MAX_MINOR, max: MAX_MINOR });

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof MoneyError) return error.code;
    throw error;
  }
  return undefined;
}

describe('parseMinor', () => {
  it.each([
    ['199.00', 'USD', 19900n],
    ['598.94', 'USD', 59894n],
    ['-209.00', 'USD', -20900n],
    ['+0.05', 'USD', 5n],
    ['0', 'USD', 0n],
    ['-0.00', 'USD', 0n],
    ['195.66', 'EUR', 19566n],
    ['41.9', 'EUR', 4190n],
    ['41', 'EUR', 4100n],
    ['.5', 'USD', 50n],
    ['5.', 'USD', 500n],
    ['007.100', 'USD', 710n],
    ['1e2', 'USD', 10000n],
    ['1.5E+1', 'USD', 1500n],
    ['12300e-2', 'USD', 12300n],
    ['1e-2', 'USD', 1n],
    ['1000.00', 'JPY', 1000n],
    ['1000', 'JPY', 1000n],
    ['1.234', 'KWD', 1234n],
    ['0.0001', 'CLF', 1n],
    ['0e9999', 'USD', 0n],
    ['9999999999999999.99', 'USD', MAX_MINOR],
  ])('%s %s is %s', (text, currency, minor) => expect(parseMinor(text, currency)).toBe(minor));

  it.each(['', ' 1', '1 ', '.', '-', '1,00', '1.0.0', '0x10', 'NaN', 'Infinity', '1e', '١', '--1', '1_000', '1\n'])(
    'refuses %j',
    (text) => expect(codeOf(() => parseMinor(text, 'USD'))).toBe('not_an_amount'),
  );

  it('never rounds', () => {
    expect(codeOf(() => parseMinor('0.001', 'USD'))).toBe('too_precise');
    expect(codeOf(() => parseMinor('1.5', 'JPY'))).toBe('too_precise');
    expect(codeOf(() => parseMinor('1e-3', 'USD'))).toBe('too_precise');
    expect(codeOf(() => parseMinor('1e-9999', 'USD'))).toBe('too_precise');
  });

  it('is bounded in length and size', () => {
    expect(codeOf(() => parseMinor('1'.repeat(65), 'USD'))).toBe('not_an_amount');
    expect(codeOf(() => parseMinor('1e9999', 'USD'))).toBe('out_of_range');
    expect(codeOf(() => parseMinor('10000000000000000', 'USD'))).toBe('out_of_range');
  });

  it('is undone by formatMinor, for every currency', () => {
    fc.assert(fc.property(minors, currencies, (m, c) => expect(parseMinor(formatMinor(m, c), c)).toBe(m)));
  });

  it('does not care how the same number is written', () => {
    const zeros = fc.nat({ max: 5 }).map((n) => '0'.repeat(n));
    fc.assert(
      fc.property(minors, zeros, zeros, fc.nat({ max: 20 }), (minor, before, after, shift) => {
        const sign = minor < 0n ? '-' : '';
        const digits = formatMinor(minor < 0n ? -minor : minor, 'KWD');
        expect(parseMinor(`${sign}${before}${digits}${after}`, 'KWD')).toBe(minor);
        expect(parseMinor(`${minor * 10n ** BigInt(shift)}e-${shift + 3}`, 'KWD')).toBe(minor);
      }),
    );
  });
});

describe('exponentOf', () => {
  it('knows every exponent there is', () => {
    expect([exponentOf('JPY'), exponentOf('USD'), exponentOf('BHD'), exponentOf('UYW')]).toEqual([0, 2, 3, 4]);
    expect(new Set(CURRENCY_EXPONENTS.values())).toEqual(new Set([0, 2, 3, 4]));
    expect(CURRENCY_EXPONENTS.size).toBe(165 + 6);
    expect([...CURRENCY_EXPONENTS.keys()].every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });

  it.each(['', 'usd', 'US', 'XXX', 'XAU', 'ABC', '__proto__', 'constructor'])('refuses %j', (code) =>
    expect(codeOf(() => exponentOf(code))).toBe('unknown_currency'),
  );
});

describe('formatMinor', () => {
  it.each([
    [-5n, 'USD', '-0.05'],
    [0n, 'USD', '0.00'],
    [19900n, 'USD', '199.00'],
    [1000n, 'JPY', '1000'],
    [-1n, 'KWD', '-0.001'],
    [123456n, 'CLF', '12.3456'],
  ])('%s %s is %s', (minor, currency, text) => expect(formatMinor(minor, currency)).toBe(text));
});

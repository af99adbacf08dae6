import { exponentOf } from './exponent-of.js';
import { MoneyError, quoted } from './money-error.js';

/** Longest amount text accepted. The largest amount with every fraction digit and an exponent has about 30 characters. */
export const MAX_AMOUNT_CHARACTERS = 64;

/** Most zeros an exponent may append. Without a bound, six characters (`1e9999`) would ask for a number of that length. */
const MAX_DECIMAL_EXPONENT = 64;

/** Largest amount, in minor units: 18 digits fit PostgreSQL's bigint with room for sums, and every event's schema. */
export const MAX_MINOR = 10n ** 18n - 1n;

const DECIMAL = /^([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))(?:[eE]([+-]?[0-9]{1,4}))?$/;

/**
 * Decimal text as minor units of a currency, exactly: `parseMinor('199.5', 'USD')` → `19950n`.
 *
 * Accepted: an optional sign, zeros on either side (`007.10`, `1000.00` yen), a missing side of the point (`.5`, `5.`),
 * and exponent forms (`1e2`), since JSON numbers come as their source text. Digits beyond the currency's minor unit are
 * accepted only when they are zeros; nothing is ever rounded.
 *
 * @throws MoneyError `unknown_currency`, `not_an_amount` (no decimal number, or longer than 64 characters),
 *   `too_precise` (more fraction digits than the currency has) or `out_of_range` (beyond 18 digits of minor units).
 */
export function parseMinor(text: string, currency: string): bigint {
  const exponent = exponentOf(currency);
  const match = text.length <= MAX_AMOUNT_CHARACTERS ? DECIMAL.exec(text) : null;
  if (!match) throw new MoneyError('not_an_amount', `${quoted(text)} is not a decimal amount such as "199.00"`);
  const [, sign, integer = '', fraction = '', bareFraction = '', decimalExponent = '0'] = match;

  const fractionDigits = fraction + bareFraction;
  const digits = (integer + fractionDigits).replace(/^0+/, '');
  if (digits === '') return 0n;
  const shift = Number(decimalExponent) - fractionDigits.length + exponent;
  if (shift > MAX_DECIMAL_EXPONENT) throw outOfRange(text, currency);

  const minor = shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : withoutZeros(digits, -shift, text, currency);
  if (minor > MAX_MINOR) throw outOfRange(text, currency);
  return sign === '-' ? -minor : minor;
}

/** The number without its last `count` digits, which must all be zeros. */
function withoutZeros(digits: string, count: number, text: string, currency: string): bigint {
  const kept = digits.slice(0, Math.max(0, digits.length - count));
  if (/[1-9]/.test(digits.slice(kept.length))) {
    throw new MoneyError(
      'too_precise',
      `${quoted(text)} has more decimal places than ${currency} (${exponentOf(currency)})`,
    );
  }
  return BigInt(kept || '0');
}

function outOfRange(text: string, currency: string): MoneyError {
  return new MoneyError('out_of_range', `${quoted(text)} ${currency} is beyond ${MAX_MINOR} minor units`);
}

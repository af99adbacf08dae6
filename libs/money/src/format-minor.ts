import { exponentOf } from './exponent-of.js';

/**
 * Minor units as decimal text with every fraction digit of the currency: `formatMinor(-5n, 'USD')` → `"-0.05"`. The
 * inverse of `parseMinor`; not localised.
 *
 * @throws MoneyError `unknown_currency`
 */
export function formatMinor(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  const text = exponent === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return minor < 0n ? `-${text}` : text;
}

import { CURRENCY_EXPONENTS } from './currency-exponents.js';
import { MoneyError, quoted } from './money-error.js';

/**
 * How many decimal digits a currency's minor unit has: 2 for USD, 0 for JPY, 3 for KWD.
 *
 * @throws MoneyError `unknown_currency` for anything but an upper-case ISO 4217 code that has a minor unit.
 */
export function exponentOf(currency: string): number {
  const exponent = CURRENCY_EXPONENTS.get(currency);
  if (exponent === undefined) {
    throw new MoneyError(
      'unknown_currency',
      `${quoted(currency)} is not an ISO 4217 currency with a minor unit; expected an upper-case code such as "USD"`,
    );
  }
  return exponent;
}

/** Whether `exponentOf` would answer. */
export function isCurrency(code: string): boolean {
  return CURRENCY_EXPONENTS.has(code);
}

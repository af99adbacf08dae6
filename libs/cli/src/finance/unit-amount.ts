import { MoneyError, parseMinor } from '@vividwalls/money';
import { amount } from '../amounts.js';
import { usageError } from '../command-error.js';

const TOKENS = 'tokens';

/** An amount of a budget as people read it: tokens are whole. */
export const unitAmount = (minor: string, unit: string): string => (unit === TOKENS ? minor : amount(minor, unit));

/**
 * What an operator typed, in the smallest parts of a unit: `120.50` of USD is `12050`.
 * @throws CommandError for what is no amount of it
 */
export function parsedAmount(text: string, unit: string): string {
  if (unit === TOKENS) {
    if (!/^\d{1,15}$/.test(text)) throw usageError(`"${text}" is no whole number of tokens.`);
    return BigInt(text).toString();
  }
  try {
    return parseMinor(text, unit).toString();
  } catch (error) {
    if (error instanceof MoneyError) throw usageError(error.message);
    throw error;
  }
}

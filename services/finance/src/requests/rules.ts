import { exponentOf, MoneyError } from '@vividwalls/money';
import { Matches, MaxLength, ValidateBy } from 'class-validator';

/** Minor units as decimal text, sign allowed; 18 digits fit PostgreSQL's bigint with room for sums. */
export const IsAmount = () => Matches(/^-?(0|[1-9][0-9]{0,17})$/, { message: 'must be minor units as text: "19900"' });

/** The same, above zero. */
export const IsPositiveAmount = () =>
  Matches(/^[1-9][0-9]{0,17}$/, { message: 'must be minor units above zero as text: "19900"' });

/** The same, zero or more. */
export const IsAmountOrZero = () =>
  Matches(/^(0|[1-9][0-9]{0,17})$/, { message: 'must not be negative: minor units as text, "19900"' });

/** An ISO 4217 code of a currency that has a minor unit. */
export const IsKnownCurrency = () =>
  ValidateBy({
    name: 'isKnownCurrency',
    validator: {
      validate: (value) => typeof value === 'string' && isKnownCurrency(value),
      defaultMessage: () => 'must be a known currency: USD',
    },
  });

/** An instant with its offset, ISO 8601. */
export const IsMoment = () =>
  Matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/, {
    message: 'must be a time with an offset: 2026-11-24T10:00:00Z',
  });

/** A calendar day. */
export const IsDay = () =>
  Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { message: 'must be a day: 2026-11-24' });

/** Longest text of an id of somebody else's. */
export const IsForeignId = () => MaxLength(255);

function isKnownCurrency(code: string): boolean {
  try {
    return exponentOf(code) >= 0;
  } catch (error) {
    if (error instanceof MoneyError) return false;
    throw error;
  }
}

import { AttributionError, quoted } from '../attribution-error.js';

/** Journeys that met the same players in the same order. */
export interface ConversionPath {
  /** Players in time order, at least one. */
  readonly path: readonly string[];
  /** How many of these journeys converted. */
  readonly conversions: number;
  /** What the conversions were worth together, in any one currency. */
  readonly value: number;
  /** How many came to nothing. */
  readonly nulls: number;
}

/** Longer ones are a bot, or a file whose separator is something else. */
export const MAX_STEPS = 10_000;

/** @throws AttributionError `empty_path`, `path_too_long` or `bad_amount` */
export function checkPath({ path, conversions, value, nulls }: ConversionPath): void {
  if (path.length === 0) throw new AttributionError('empty_path', 'A path must have at least one step');
  if (path.length > MAX_STEPS)
    throw new AttributionError('path_too_long', `A path has ${path.length} steps, more than ${MAX_STEPS}`);
  if (path.includes(''))
    throw new AttributionError(
      'empty_path',
      `Step ${path.indexOf('') + 1} of path ${quoted(path.join(' > '))} is empty`,
    );
  checkAmount('conversions', conversions);
  checkAmount('value', value);
  checkAmount('null', nulls);
}

function checkAmount(name: string, amount: number): void {
  if (amount >= 0 && amount < Infinity) return;
  throw new AttributionError('bad_amount', `${name} must be a number of at least 0, got ${amount}`);
}

import { AttributionError } from '../attribution-error.js';

/** What the largest weight becomes when weights have to be rounded: a millionth of a cent on an order of a million. */
const SCALE = 1e12;

/**
 * Weights as `allocate` of `@vividwalls/money` takes them. Integers up to 10¹² stay what they are, so that their
 * proportions are exact; anything else is scaled until the largest is 10¹² and rounded. Never all zero: weights that are
 * become equal ones.
 *
 * @param weights none negative
 * @throws AttributionError `bad_setting` for a weight that is negative or no number
 */
export function integerWeights(weights: readonly number[]): bigint[] {
  const bad = weights.find((weight) => !(weight >= 0 && weight < Infinity));
  if (bad !== undefined)
    throw new AttributionError('bad_setting', `A weight must be a number of at least 0, got ${bad}`);
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  if (largest === 0) return weights.map(() => 1n);
  const exact = largest <= SCALE && weights.every(Number.isInteger);
  return weights.map((weight) => BigInt(exact ? weight : Math.round((weight / largest) * SCALE)));
}

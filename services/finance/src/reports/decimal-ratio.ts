/**
 * The ratio of two whole numbers as decimal text with a fixed number of digits, rounded half to even, computed with
 * integers only: `decimalRatio(1n, 3n, 4)` → `"0.3333"`.
 *
 * @param digits fraction digits, zero or more
 * @throws RangeError the denominator is zero
 */
export function decimalRatio(numerator: bigint, denominator: bigint, digits: number): string {
  if (denominator === 0n) throw new RangeError('A ratio to zero has no value');
  const negative = numerator < 0n !== denominator < 0n;
  const scaled = abs(numerator) * 10n ** BigInt(digits);
  const divisor = abs(denominator);
  const [quotient, twiceRest] = [scaled / divisor, 2n * (scaled % divisor)];
  const up = twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n);
  return decimalText(up ? quotient + 1n : quotient, digits, negative);
}

/** A share as percentage with two digits: `percent(1n, 3n)` → `"33.33"`. */
export function percent(part: bigint, whole: bigint): string {
  return decimalRatio(part * 100n, whole, PERCENT_DIGITS);
}

const PERCENT_DIGITS = 2;

/** Zero has no sign. */
function decimalText(scaled: bigint, digits: number, negative: boolean): string {
  const text = scaled.toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  const unsigned = digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
  return negative && scaled !== 0n ? `-${unsigned}` : unsigned;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

import { MoneyError } from './money-error.js';

/**
 * Splits a total in proportion to weights so that the parts sum exactly to it: the largest remainder method (Hamilton).
 * Every part is its quota rounded down or up, never further away.
 *
 * - Each part first gets ⌊|total| · weight ÷ Σ weights⌋; the units left over go one each to the largest remainders, ties to
 *   the lower index. Integers throughout, so the result is the same on every machine.
 * - A negative total mirrors the positive one: `allocate(-t, w)` is `allocate(t, w)` with every sign turned.
 * - A zero weight gets nothing, except when all weights are zero: then nothing tells the parts apart, and the total is
 *   split as if all weights were equal.
 *
 * @param total minor units, any sign
 * @param weights none negative; may only be empty when the total is zero
 * @returns one part per weight, in the same order
 * @throws MoneyError `bad_weights`
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const negative = weights.find((weight) => weight < 0n);
  if (negative !== undefined) throw new MoneyError('bad_weights', `A weight must not be negative, got ${negative}`);
  if (weights.length === 0) {
    if (total === 0n) return [];
    throw new MoneyError('bad_weights', `Nothing to allocate ${total} to: there are no weights`);
  }
  if (total < 0n) return allocate(-total, weights).map((part) => -part);

  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n)
    return allocate(
      total,
      weights.map(() => 1n),
    );

  const parts = weights.map((weight) => (total * weight) / sum);
  const remainders = weights.map((weight) => (total * weight) % sum);
  const left = total - parts.reduce((a, b) => a + b, 0n);
  const byRemainder = remainders
    .map((remainder, index) => ({ remainder, index }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  // Fewer units are left than parts have a remainder, so no part gets two and no zero weight gets one.
  for (const { index } of byRemainder.slice(0, Number(left))) parts[index]! += 1n;
  return parts;
}

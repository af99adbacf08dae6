import { Duration } from '@marcbachmann/cel-js/evaluator';
import { spend } from './steps.js';

/**
 * CEL's equality: ints and doubles by their number, lists and maps by what they hold, values of different types are unequal.
 * Takes a step per pair of lists, maps or their elements; out of steps it says false, which then does not count.
 */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  // Loose equality between bigint and number is exact: neither is converted to the other.
  if (typeof left === 'bigint') return typeof right === 'number' && left == (right as unknown);
  if (typeof left === 'number') return typeof right === 'bigint' && left == (right as unknown);
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (!spend(1)) return false;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, i) => equal(item, right[i]));
  }
  if (left instanceof Map) {
    if (!(right instanceof Map) || left.size !== right.size) return false;
    for (const [key, item] of left) if (!right.has(key) || !equal(item, right.get(key))) return false;
    return true;
  }
  if (left instanceof Date) return right instanceof Date && left.getTime() === right.getTime();
  if (left instanceof Duration) {
    return right instanceof Duration && left.seconds === right.seconds && left.nanos === right.nanos;
  }
  return false;
}

/** `in`: an element of a list, or a key of a map; undefined for what is neither. */
export function within(value: unknown, container: unknown): boolean | undefined {
  if (container instanceof Map) return container.has(value);
  if (!Array.isArray(container) || !spend(container.length / 10)) return undefined;
  for (const item of container) if (equal(value, item)) return true;
  return false;
}

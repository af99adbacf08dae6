import { Duration } from '@marcbachmann/cel-js/evaluator';
import { equal, within } from './equality.js';
import { MAX_ELEMENTS, MAX_TEXT_CHARACTERS } from './limits.js';
import { spend } from './steps.js';

/** The result, or undefined when the operator does not take such values or the result has no bounds. */
export type Binary = (left: unknown, right: unknown) => unknown;

const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 63n - 1n;

export const asInt = (value: bigint): bigint | undefined => (value >= INT_MIN && value <= INT_MAX ? value : undefined);

const isNumber = (value: unknown): value is bigint | number => typeof value === 'bigint' || typeof value === 'number';

/** Ints stay ints, and must stay within 64 bits; with a double among them, numbers become doubles. */
const arithmetic =
  (ints: (a: bigint, b: bigint) => bigint | undefined, doubles: (a: number, b: number) => number): Binary =>
  (a, b) => {
    if (typeof a === 'bigint' && typeof b === 'bigint') {
      const result = ints(a, b);
      return result === undefined ? undefined : asInt(result);
    }
    return isNumber(a) && isNumber(b) ? doubles(Number(a), Number(b)) : undefined;
  };

const addNumbers = arithmetic(
  (a, b) => a + b,
  (a, b) => a + b,
);
const subtractNumbers = arithmetic(
  (a, b) => a - b,
  (a, b) => a - b,
);

function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'string' && typeof b === 'string') {
    const length = a.length + b.length;
    return length <= MAX_TEXT_CHARACTERS && spend(length / 50) ? a + b : undefined;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length + b.length <= MAX_ELEMENTS && spend((a.length + b.length) / 10) ? [...a, ...b] : undefined;
  }
  if (a instanceof Duration) {
    return b instanceof Duration ? a.addDuration(b) : b instanceof Date ? a.extendTimestamp(b) : undefined;
  }
  if (a instanceof Date) return b instanceof Duration ? b.extendTimestamp(a) : undefined;
  return addNumbers(a, b);
}

function subtract(a: unknown, b: unknown): unknown {
  if (a instanceof Date) {
    if (b instanceof Date) return Duration.fromMilliseconds(a.getTime() - b.getTime());
    return b instanceof Duration ? b.subtractTimestamp(a) : undefined;
  }
  if (a instanceof Duration) return b instanceof Duration ? a.subtractDuration(b) : undefined;
  return subtractNumbers(a, b);
}

const ordered =
  (compare: (a: number, b: number) => boolean): Binary =>
  (a, b) => {
    const comparable =
      typeof a === 'object' || typeof b === 'object'
        ? (a instanceof Date && b instanceof Date) || (a instanceof Duration && b instanceof Duration)
        : typeof a === typeof b || (isNumber(a) && isNumber(b));
    // JavaScript compares bigint and number exactly, texts by UTF-16, dates and durations by their valueOf.
    return comparable ? compare(a as number, b as number) : undefined;
  };

export const BINARY: Readonly<Record<string, Binary>> = {
  '==': equal,
  '!=': (a, b) => !equal(a, b),
  in: within,
  '<': ordered((a, b) => a < b),
  '<=': ordered((a, b) => a <= b),
  '>': ordered((a, b) => a > b),
  '>=': ordered((a, b) => a >= b),
  '+': add,
  '-': subtract,
  '*': arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  '/': arithmetic(
    (a, b) => (b === 0n ? undefined : a / b),
    (a, b) => a / b,
  ),
  '%': (a, b) => (typeof a === 'bigint' && typeof b === 'bigint' && b !== 0n ? a % b : undefined),
};

export const UNARY: Readonly<Record<string, (value: unknown) => unknown>> = {
  '!_': (value) => (typeof value === 'boolean' ? !value : undefined),
  '-_': (value) => (typeof value === 'bigint' ? asInt(-value) : typeof value === 'number' ? -value : undefined),
};

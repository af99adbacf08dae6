import { Duration } from '@marcbachmann/cel-js/evaluator';
import { local } from './local-time.js';
import { mentions } from './mentions.js';
import { asInt } from './operators.js';
import { spend } from './steps.js';

/** The result, or undefined when the function does not take such values. The receiver, if any, is the first. */
export type Callable = (first: unknown, second: unknown, third: unknown) => unknown;

/** So that functions on long texts, in loops, end as soon as loops themselves. */
const CHARACTERS_PER_STEP = 50;
const STEPS_OF_LOCAL = 10;

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
const INTEGER = /^[+-]?\d{1,19}$/;
const LAST_SECOND = 253_402_300_799n;
const FIRST_SECOND = -62_135_596_800n;

const onText =
  (apply: (text: string) => unknown): Callable =>
  (text) =>
    typeof text === 'string' && spend(text.length / CHARACTERS_PER_STEP) ? apply(text) : undefined;

const onTexts =
  (apply: (text: string, other: string) => boolean): Callable =>
  (text, other) =>
    typeof text === 'string' && typeof other === 'string' && spend(text.length / CHARACTERS_PER_STEP)
      ? apply(text, other)
      : undefined;

/** A part of a timestamp in UTC, or of a duration the whole of it in that unit. */
const part =
  (ofDate: (at: Date) => number, ofDuration?: (duration: Duration) => bigint): Callable =>
  (value) =>
    value instanceof Date
      ? BigInt(ofDate(value))
      : value instanceof Duration && ofDuration
        ? ofDuration(value)
        : undefined;

function size(value: unknown): unknown {
  if (typeof value === 'string')
    return spend(value.length / CHARACTERS_PER_STEP) ? BigInt([...value].length) : undefined;
  return Array.isArray(value) ? BigInt(value.length) : value instanceof Map ? BigInt(value.size) : undefined;
}

function toInt(value: unknown): unknown {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? asInt(BigInt(Math.trunc(value))) : undefined;
  return typeof value === 'string' && INTEGER.test(value) ? asInt(BigInt(value.replace('+', ''))) : undefined;
}

function toDouble(value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  if (typeof value !== 'string' || value === '' || value !== value.trim()) return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function toBool(value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

function toTimestamp(value: unknown): unknown {
  if (value instanceof Date) return value;
  if (typeof value === 'bigint') {
    return value >= FIRST_SECOND && value <= LAST_SECOND ? new Date(Number(value) * 1000) : undefined;
  }
  if (typeof value !== 'string' || !RFC_3339.test(value)) return undefined;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function substring(text: unknown, start: unknown, end: unknown): unknown {
  if (typeof text !== 'string' || typeof start !== 'bigint') return undefined;
  const to = end === undefined ? BigInt(text.length) : end;
  if (typeof to !== 'bigint' || start < 0n || to < start || to > text.length) return undefined;
  return text.slice(Number(start), Number(to));
}

/** What rules may call, beside `has`, `duration`, `matches` and the loops, which need more than values. */
export const FUNCTIONS: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  ['size', size],
  ['int', toInt],
  ['double', toDouble],
  ['bool', toBool],
  ['string', (value) => (['string', 'boolean', 'bigint', 'number'].includes(typeof value) ? String(value) : undefined)],
  ['timestamp', toTimestamp],
  [
    'local',
    (at, zone) =>
      at instanceof Date && typeof zone === 'string' && spend(STEPS_OF_LOCAL) ? local(at, zone) : undefined,
  ],
  ['mentions', (text, words) => (typeof text === 'string' && Array.isArray(words) ? mentions(text, words) : undefined)],
  ['lower', onText((text) => text.toLowerCase())],
  ['lowerAscii', onText((text) => text.toLowerCase())],
  ['upperAscii', onText((text) => text.toUpperCase())],
  ['trim', onText((text) => text.trim())],
  ['contains', onTexts((text, other) => text.includes(other))],
  ['startsWith', onTexts((text, other) => text.startsWith(other))],
  ['endsWith', onTexts((text, other) => text.endsWith(other))],
  ['substring', substring],
  ['getFullYear', part((at) => at.getUTCFullYear())],
  ['getMonth', part((at) => at.getUTCMonth())],
  ['getDate', part((at) => at.getUTCDate())],
  ['getDayOfMonth', part((at) => at.getUTCDate() - 1)],
  ['getDayOfWeek', part((at) => at.getUTCDay())],
  [
    'getHours',
    part(
      (at) => at.getUTCHours(),
      (duration) => duration.getHours(),
    ),
  ],
  [
    'getMinutes',
    part(
      (at) => at.getUTCMinutes(),
      (duration) => duration.getMinutes(),
    ),
  ],
  [
    'getSeconds',
    part(
      (at) => at.getUTCSeconds(),
      (duration) => duration.getSeconds(),
    ),
  ],
  [
    'getMilliseconds',
    part(
      (at) => at.getUTCMilliseconds(),
      (duration) => duration.getMilliseconds(),
    ),
  ],
]);

import type { Json, JsonObject } from '../../json.js';
import { BadInput } from './playbook.js';

/** What a playbook reads of its input: each says what is missing or wrong, and nothing is guessed. */

export function text(input: JsonObject, field: string): string {
  const value = input[field];
  if (typeof value !== 'string' || value.trim() === '') throw new BadInput(`${field} must be a text`);
  return value;
}

export function maybeText(input: JsonObject, field: string): string | undefined {
  const value = input[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new BadInput(`${field} must be a text`);
  return value;
}

export function maybeNumber(input: JsonObject, field: string): number | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new BadInput(`${field} must be a number`);
  return value;
}

/** Whole and above zero. */
export function count(input: JsonObject, field: string): number {
  const value = maybeNumber(input, field);
  if (value === undefined || !Number.isInteger(value) || value < 1) throw new BadInput(`${field} must be 1 or more`);
  return value;
}

export function maybeFlag(input: JsonObject, field: string): boolean | undefined {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new BadInput(`${field} must be true or false`);
  return value;
}

export function maybeMinor(input: JsonObject, field: string): bigint | undefined {
  const value = maybeText(input, field);
  if (value === undefined) return undefined;
  if (!/^-?\d{1,18}$/.test(value)) throw new BadInput(`${field} must be minor units as text`);
  return BigInt(value);
}

export function maybeTime(input: JsonObject, field: string): Date | undefined {
  const value = maybeText(input, field);
  if (value === undefined) return undefined;
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) throw new BadInput(`${field} must be a time`);
  return time;
}

export function objects(input: JsonObject, field: string): readonly JsonObject[] {
  const value = input[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new BadInput(`${field} must be a list`);
  return value.map((item: Json, i) => {
    if (!isObject(item)) throw new BadInput(`${field}/${i} must be an object`);
    return item;
  });
}

export function texts(input: JsonObject, field: string): readonly string[] {
  const value = input[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new BadInput(`${field} must be a list`);
  return value.filter((item): item is string => typeof item === 'string');
}

export function maybeObject(input: JsonObject, field: string): JsonObject | undefined {
  const value = input[field];
  return value !== undefined && isObject(value) ? value : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

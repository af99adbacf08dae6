import type { Json, JsonObject } from '../../json.js';
import { isList } from './json-parts.js';

/** A JSON pointer, or the whole. */
const POINTER = /^(\/.*)?$/s;

/** Longest list of places. */
const PLACES_MAX = 100;

export function pointersFault(settings: JsonObject, name: string): string | undefined {
  const value = settings[name];
  if (value === undefined || isPointers(value)) return undefined;
  return `${name} must be a list of at most ${PLACES_MAX} JSON pointers, such as ["/verdict"]`;
}

export function numberFault(settings: JsonObject, name: string, max: number): string | undefined {
  const value = settings[name];
  if (value === undefined || (typeof value === 'number' && value >= 0 && value <= max)) return undefined;
  return `${name} must be a number from 0 to ${max}`;
}

/** The places that a setting names; none when it is none. */
export function pointers(settings: JsonObject, name: string): readonly string[] {
  const value = settings[name];
  return isPointers(value) ? value : [];
}

export function number(settings: JsonObject, name: string, fallback: number): number {
  const value = settings[name];
  return typeof value === 'number' && value >= 0 ? value : fallback;
}

function isPointers(value: Json | undefined): value is readonly string[] {
  return (
    isList(value) && value.length <= PLACES_MAX && value.every((one) => typeof one === 'string' && POINTER.test(one))
  );
}

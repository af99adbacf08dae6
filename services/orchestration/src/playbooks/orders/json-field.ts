import type { Json, JsonObject } from '../../json.js';

/** A field of what a child answered, when it answered an object that has it. */
export function field(value: Json, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as JsonObject)[name];
}

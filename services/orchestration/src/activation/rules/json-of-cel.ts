import type { Json } from '../../json.js';

/**
 * What a rule came to, as JSON: whole numbers as numbers while these are exact and as text beyond, times in ISO 8601.
 *
 * @returns undefined for what is no JSON: a duration, a type, a number that is none
 */
export function jsonOfCel(value: unknown): Json | undefined {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'bigint':
      return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
        ? Number(value)
        : value.toString();
    case 'object':
      return compositeOf(value);
    default:
      return undefined;
  }
}

function compositeOf(value: object | null): Json | undefined {
  if (value === null) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => jsonOfCel(item) ?? null);
  if (!(value instanceof Map)) return undefined;
  const fields: Record<string, Json> = {};
  for (const [name, item] of value as Map<unknown, unknown>) {
    const json = jsonOfCel(item);
    if (json !== undefined) fields[String(name)] = json;
  }
  return fields;
}

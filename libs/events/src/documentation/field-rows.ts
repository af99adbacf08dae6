import type { JsonSchema } from '../core/payload-schemas.js';
import { referredClass, type EventDocumentation } from './event-documentation.js';

/** One field of a payload, as a reader wants it. Texts are Markdown. */
export interface FieldRow {
  /** From the payload down: `origin.sequence`, `postings[].account`. */
  readonly path: string;
  readonly type: string;
  /** Within the object that holds it. */
  readonly required: boolean;
  readonly bounds: string;
  readonly description: string;
}

/**
 * The fields of a class and of the objects it holds, depth first in the order of the class. Objects of a class for which
 * `isElsewhere` is true are one row with a link to that class's own section.
 */
export function fieldRows(
  schemas: EventDocumentation['schemas'],
  className: string,
  isElsewhere: (className: string) => boolean,
  parent = '',
): FieldRow[] {
  const schema = schemas[className];
  if (!schema) throw new Error(`There is no schema of ${className}`);
  const required = (schema['required'] as string[] | undefined) ?? [];
  return Object.entries(schema['properties'] as Record<string, JsonSchema>).flatMap(([name, property]) => {
    const isList = property['type'] === 'array';
    const value = isList ? (property['items'] as JsonSchema) : property;
    const path = `${parent}${name}`;
    const held = referredClass(value);
    const row: FieldRow = {
      path,
      type: isList ? `list of ${typeText(value, held, isElsewhere)}` : typeText(value, held, isElsewhere),
      required: required.includes(name),
      bounds: [...(isList ? boundsOf(property) : []), ...boundsOf(value)].join('; '),
      description: (property['description'] as string | undefined) ?? '',
    };
    if (held === undefined || isElsewhere(held)) return [row];
    return [row, ...fieldRows(schemas, held, isElsewhere, `${path}${isList ? '[]' : ''}.`)];
  });
}

function typeText(schema: JsonSchema, held: string | undefined, isElsewhere: (className: string) => boolean): string {
  if (held !== undefined) return isElsewhere(held) ? `[${held}](#${held.toLowerCase()})` : 'object';
  if (Array.isArray(schema['enum'])) return 'one of';
  const type = [schema['type']].flat().join(' or ');
  return schema['format'] === undefined ? type : `${type} (${String(schema['format'])})`;
}

function boundsOf(schema: JsonSchema): string[] {
  const values = schema['enum'] as string[] | undefined;
  const pattern = schema['pattern'] as string | undefined;
  return [
    ...(values ? [values.map((value) => `\`${value}\``).join(', ')] : []),
    range(schema['minLength'], schema['maxLength'], ' characters'),
    ...(pattern === undefined ? [] : [`\`${pattern}\``]),
    range(schema['minimum'], schema['maximum']),
    range(schema['minItems'], schema['maxItems'], ' items'),
  ].filter((text) => text !== '');
}

/** `1–255 characters`, `≤ 32 characters`, `≥ 0`; empty without bounds. */
function range(least: unknown, most: unknown, unit = ''): string {
  if (typeof least === 'number' && typeof most === 'number') return `${grouped(least)}–${grouped(most)}${unit}`;
  if (typeof most === 'number') return `≤ ${grouped(most)}${unit}`;
  return typeof least === 'number' ? `≥ ${grouped(least)}${unit}` : '';
}

/** 4194304 → 4,194,304 */
const grouped = (value: number): string => value.toLocaleString('en-US');

import type { Catalogue, EventSchema } from './catalogue';

/** One field of a payload beside what its schema says of it. */
export interface FieldRow {
  /** From the payload's root, as a JSON pointer: unique. */
  readonly pointer: string;
  readonly name: string;
  readonly depth: number;
  /** As it is shown; null for a field that holds others. */
  readonly value: string | null;
  /** `3 entries` of a field that holds others. */
  readonly holds?: string;
  /** Of an order, where the value is one's id. */
  readonly order?: string;
  readonly type: string;
  readonly meaning: string;
  readonly fault?: 'not in the schema' | 'missing';
}

/** An order of thousands of lines is read as JSON. */
export const MOST_ROWS = 400;

/** The fields of a payload in their order, each with its type and meaning; fields of fields are deeper. */
export function fieldRows(data: unknown, schema: EventSchema | undefined, catalogue: Catalogue): FieldRow[] {
  const rows: FieldRow[] = [];
  within(data, schema && catalogue.resolved(schema), '', 0);
  return rows;

  function within(value: unknown, known: EventSchema | undefined, pointer: string, depth: number): void {
    if (Array.isArray(value)) {
      const item = known?.items && catalogue.resolved(known.items);
      for (const [at, one] of value.entries()) add(String(at), one, item, true, `${pointer}/${at}`, depth);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [name, one] of Object.entries(value)) {
      const property = known?.properties?.[name];
      const isKnown = known?.properties === undefined || property !== undefined;
      add(name, one, property && catalogue.resolved(property), isKnown, `${pointer}/${escaped(name)}`, depth);
    }
    for (const name of known?.required ?? []) {
      if (!Object.hasOwn(value, name)) {
        const property = known?.properties?.[name];
        const meant = property && catalogue.resolved(property);
        push({
          ...{ pointer: `${pointer}/${escaped(name)}`, name, depth, value: '–', type: typeText(meant, undefined) },
          ...{ meaning: meant?.description ?? '', fault: 'missing' },
        });
      }
    }
  }

  function add(
    name: string,
    value: unknown,
    known: EventSchema | undefined,
    isKnown: boolean,
    pointer: string,
    depth: number,
  ): void {
    const isGroup = typeof value === 'object' && value !== null;
    push({
      ...{ pointer, name, depth, value: isGroup ? null : shown(value), type: typeText(known, value) },
      ...(isGroup && { holds: holding(value) }),
      ...(name === 'orderId' && typeof value === 'string' && value !== '' && { order: value }),
      meaning: known?.description ?? '',
      ...(!isKnown && { fault: 'not in the schema' as const }),
    });
    if (isGroup) within(value, known, pointer, depth + 1);
  }

  function push(row: FieldRow): void {
    if (rows.length < MOST_ROWS) rows.push(row);
  }
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const holding = (value: object): string => {
  const isList = Array.isArray(value);
  const count = isList ? value.length : Object.keys(value).length;
  const [one, many] = isList ? ['entry', 'entries'] : ['field', 'fields'];
  return `${count} ${count === 1 ? one : many}`;
};

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'yes or no',
  object: 'group',
  array: 'list',
  null: 'nothing',
};

/** A schema's type in words; of what has no schema, the value's own. */
export function typeText(schema: EventSchema | undefined, value: unknown): string {
  if (schema?.enum) return `one of: ${schema.enum.map(String).join(', ')}`;
  if (schema?.const !== undefined) return `always ${String(schema.const)}`;
  if (schema?.format === 'date-time') return 'time';
  if (schema?.format) return schema.format;
  const types = schema?.type === undefined ? [ownType(value)] : [schema.type].flat();
  const [words, isNullable] = [types.filter((type) => type !== 'null'), types.includes('null')];
  const text = words.map((type) => WORDS[type] ?? type).join(' or ');
  return isNullable && text !== '' ? `${text}, or nothing` : text || 'nothing';
}

function ownType(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** One field of an input or an output, as the capability’s schema describes it. */
export interface SchemaField {
  readonly name: string;
  /** In words: `text`, `whole number`, `list of text`; `not in the schema` for what it does not name. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly value: unknown;
}

type Schema = Readonly<Record<string, unknown>>;

/** Fields that the schema names, in its order, then what the value has beside them. @param value of an object; null: not there */
export function schemaFields(schema: Schema | undefined, value: Schema | null): SchemaField[] {
  const properties = objectOf(schema?.['properties']);
  const required = new Set(Array.isArray(schema?.['required']) ? schema['required'] : []);
  const named = Object.entries(properties).map(([name, of]): SchemaField => {
    const { description } = objectOf(of);
    return {
      ...{ name, type: typeWords(objectOf(of)), isRequired: required.has(name), value: value?.[name] },
      description: typeof description === 'string' ? description : '',
    };
  });
  const more = Object.entries(value ?? {}).filter(([name]) => !Object.hasOwn(properties, name));
  const beside = schema ? 'not in the schema' : '';
  return [
    ...named,
    ...more.map(([name, one]) => ({ name, type: beside, isRequired: false, description: '', value: one })),
  ];
}

const WORDS: Readonly<Record<string, string>> = {
  ...{ string: 'text', integer: 'whole number', number: 'number', boolean: 'yes or no', object: 'object' },
  ...{ array: 'list', null: 'nothing' },
};
const OPTIONS_SHOWN = 6;

function typeWords(schema: Schema): string {
  const options = schema['enum'];
  if (Array.isArray(options)) {
    const shown = options.slice(0, OPTIONS_SHOWN).map(String).join(', ');
    return `one of ${shown}${options.length > OPTIONS_SHOWN ? ', …' : ''}`;
  }
  const { type } = schema;
  if (Array.isArray(type)) return type.map((one) => WORDS[String(one)] ?? String(one)).join(' or ');
  if (type === 'array') {
    const items = objectOf(schema['items']);
    return Object.keys(items).length > 0 ? `list of ${typeWords(items)}` : 'list';
  }
  return typeof type === 'string' ? (WORDS[type] ?? type) : 'anything';
}

const DEPTH_MAX = 4;

/** A value to begin with: what the schema requires, empty. */
export function skeletonOf(schema: Schema | undefined, depth = 0): Record<string, unknown> {
  const properties = objectOf(schema?.['properties']);
  const required = Array.isArray(schema?.['required']) ? schema['required'].map(String) : [];
  return Object.fromEntries(required.map((name) => [name, emptyOf(objectOf(properties[name]), depth)]));
}

function emptyOf(schema: Schema, depth: number): unknown {
  const { type, enum: options, default: given } = schema;
  if (given !== undefined) return given;
  if (Array.isArray(options)) return options[0];
  const first = Array.isArray(type) ? type[0] : type;
  if (first === 'object') return depth < DEPTH_MAX ? skeletonOf(schema, depth + 1) : {};
  if (first === 'array') return [];
  if (first === 'integer' || first === 'number') return 0;
  if (first === 'boolean') return false;
  return first === 'null' ? null : '';
}

const objectOf = (value: unknown): Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};

import { readFileSync } from 'node:fs';
import { registry } from '../core/event-decorator.js';
import type { EventRegistry } from '../core/event-registry.js';
import { SCHEMA_REFERENCE, type JsonSchema } from '../core/payload-schemas.js';
import { payloadRules, type PayloadRules } from '../core/validation.js';
import type { StreamDefinition } from '../streams.js';
import { goldenSample } from './golden-samples.js';

/** What the classes and their fields mean: `OrderPaid` or `OrderPaid.order` → its docstring. */
export type Docstrings = Readonly<Record<string, string>>;

/** Everything that the documents about events are made from. */
export interface EventDocumentation {
  readonly events: EventRegistry;
  /** By class name, with docstrings as descriptions. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly sample: (type: string) => object;
}

/**
 * Docstrings of the event classes. They are not there at run time, so `npm run docs` takes them from the sources into this
 * file, and a spec compares.
 */
export const DOCSTRINGS_FILE = new URL('./docstrings.json', import.meta.url);

/** The product's events, as the documents show them. */
export function productDocumentation(docstrings = readDocstrings()): EventDocumentation {
  return documentationOf(registry, payloadRules, docstrings, goldenSample);
}

export function documentationOf(
  events: EventRegistry,
  rules: PayloadRules,
  docstrings: Docstrings,
  sample: (type: string) => object,
): EventDocumentation {
  const schemas = Object.entries(rules.schemas()).map(([name, schema]) => [name, described(name, schema, docstrings)]);
  return { events, sample, schemas: Object.fromEntries(schemas) as Record<string, JsonSchema> };
}

function readDocstrings(): Docstrings {
  return JSON.parse(readFileSync(DOCSTRINGS_FILE, 'utf8')) as Docstrings;
}

function described(name: string, schema: JsonSchema, docstrings: Docstrings): JsonSchema {
  const properties = Object.entries(schema['properties'] as Record<string, JsonSchema>).map(([field, property]) => {
    const description = docstrings[`${name}.${field}`];
    if (description === undefined) return [field, property];
    // What stands beside a reference is ignored.
    return [field, '$ref' in property ? { allOf: [property], description } : { ...property, description }];
  });
  const description = docstrings[name];
  return { ...(description !== undefined && { description }), ...schema, properties: Object.fromEntries(properties) };
}

/** Name of the class that a schema refers to; undefined when it is no reference. */
export function referredClass(schema: JsonSchema): string | undefined {
  const [only] = (schema['allOf'] as JsonSchema[] | undefined) ?? [schema];
  const reference = only?.['$ref'];
  return typeof reference === 'string' ? reference.slice(SCHEMA_REFERENCE.length) : undefined;
}

/** Who publishes on a stream, in words. */
export function publisherOf({ producer }: Pick<StreamDefinition, 'producer'>): string {
  if (producer === null) return 'the broker itself';
  return producer === '*' ? 'any service' : producer;
}

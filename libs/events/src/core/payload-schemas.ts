import 'reflect-metadata';
// @ts-expect-error class-transformer keeps the metadata that names nested types here, without publishing a type for it.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import type { EventClass } from './event-class.js';
import { nullableTextSchema } from './nullable-text.js';

export type JsonSchema = Record<string, unknown>;

/** Where schemas refer to each other. */
export const SCHEMA_REFERENCE = '#/components/schemas/';

type RuledClass = abstract new () => object;

const nestedTypes = defaultMetadataStorage as {
  findTypeMetadata(target: RuledClass, property: string): { typeFunction(): RuledClass } | undefined;
};
const rules = getMetadataStorage() as unknown as {
  validationMetadatas: ReadonlyMap<RuledClass, readonly { propertyName: string }[]>;
};

/**
 * JSON Schemas (draft 7) of these classes and of all they hold, by class name, made from their class-validator rules. A class
 * without rules has none.
 *
 * Only these classes are looked at: a process has others with rules, and a service may well have a class of the same name.
 * Throws when two of the classes themselves share a name, since a reference could not tell them apart.
 */
export function payloadSchemas(classes: readonly EventClass[]): Record<string, JsonSchema> {
  const reached = withNested(classes);
  const names = new Map<string, RuledClass>();
  for (const one of reached) {
    if ((names.get(one.name) ?? one) !== one) {
      throw new Error(`Events use two classes named ${one.name}: rename one, their schemas are told apart by name`);
    }
    names.set(one.name, one);
  }
  const ruled = new Map([...rules.validationMetadatas].filter(([target]) => reached.has(target)));
  const schemas = validationMetadatasToSchemas({
    classValidatorMetadataStorage: Object.create(rules, { validationMetadatas: { value: ruled } }) as never,
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    refPointerPrefix: SCHEMA_REFERENCE,
    additionalConverters: {
      // The library maps IsISO8601 to a choice of formats; an instant here always has a time and an offset.
      isIso8601: { type: 'string', format: 'date-time' },
      ...nullableTextSchema,
    },
  }) as Record<string, JsonSchema>;
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The classes, those they inherit rules from, and those of the objects they hold. */
function withNested(classes: readonly RuledClass[]): Set<RuledClass> {
  const reached = new Set<RuledClass>(classes);
  for (const one of reached) {
    for (const { propertyName } of rules.validationMetadatas.get(one) ?? []) {
      const nested = nestedTypes.findTypeMetadata(one, propertyName)?.typeFunction();
      if (nested) reached.add(nested);
    }
    const parent = Object.getPrototypeOf(one) as RuledClass;
    if (rules.validationMetadatas.has(parent)) reached.add(parent);
  }
  return reached;
}

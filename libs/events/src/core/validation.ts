import 'reflect-metadata';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
// @ts-expect-error class-transformer keeps the metadata that names nested types here, without publishing a type for it.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { eventOf, eventOfType, type EventClass } from './event-decorator.js';

/** Faults reported for one payload; more would not help whoever mends it. */
const FAULTS_SHOWN = 20;

type Schemas = Record<string, object>;

let schemas: Schemas | undefined;
let ajv: Ajv | undefined;
const compiled = new Map<string, ValidateFunction>();

/** JSON Schemas of every decorated class by class name, references under `#/components/schemas/`. */
export function jsonSchemas(): Schemas {
  schemas ??= validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#/components/schemas/',
    additionalConverters: {
      // The library maps IsISO8601 to a choice of formats; an instant here always has a time and an offset.
      isIso8601: { type: 'string', format: 'date-time' },
    },
  }) as Schemas;
  return schemas;
}

/**
 * Checks a payload against its event's class, by a schema compiled once from the same decorators (some µs per event).
 * Returns the faults, `/order/totals/taxMinor must match pattern …`; an empty list means valid.
 */
export function faultsOf(type: string, payload: unknown): string[] {
  const validate = compiled.get(type) ?? compile(type);
  if (validate(payload)) return [];
  return (validate.errors ?? []).slice(0, FAULTS_SHOWN).map((error) => `${error.instancePath || '/'} ${error.message}`);
}

function compile(type: string): ValidateFunction {
  const registered = eventOfType(type);
  if (!registered) throw new Error(`Unknown event type "${type}"`);
  const name = registered.eventClass.name;
  ajv ??= createAjv();
  const validate = ajv.compile({ $ref: `vw#/components/schemas/${name}` });
  compiled.set(type, validate);
  return validate;
}

function createAjv(): Ajv {
  const instance = new Ajv({ strict: false, unicode: false, logger: false, allErrors: true, allowUnionTypes: true });
  const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;
  addFormats(instance);
  // Lengths are counted in UTF-16 units, not code points: bodies of megabytes need not be walked for it.
  instance.addSchema({ $id: 'vw', components: { schemas: jsonSchemas() } });
  return instance;
}

/** Throws with every fault named when an event class has no rule at all: an unvalidated payload is not an event. */
export function assertHasRules(eventClass: EventClass): void {
  const { type } = eventOf(eventClass);
  if (!jsonSchemas()[eventClass.name]) throw new Error(`Event ${type} (${eventClass.name}) has no validation rules`);
}

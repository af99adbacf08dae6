import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { registry } from './event-decorator.js';
import type { EventClass } from './event-class.js';
import type { EventRegistry } from './event-registry.js';
import { payloadSchemas, SCHEMA_REFERENCE, type JsonSchema } from './payload-schemas.js';

/** Faults reported for one payload; more would not help whoever mends it. */
const FAULTS_SHOWN = 20;

interface Compiler {
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly ajv: Ajv;
  /** Events it knows; more have been declared since when the registry has more. */
  readonly events: number;
}

/** Checks payloads against the classes of a registry, by schemas compiled once from their decorators (some µs per event). */
export class PayloadRules {
  #compiler: Compiler | undefined;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(private readonly events: EventRegistry) {}

  /** JSON Schemas of every event's class and of all they hold, by class name. */
  schemas(): Readonly<Record<string, JsonSchema>> {
    return this.#current().schemas;
  }

  /**
   * What is wrong with a payload by the class of its own version, `/order/totals/taxMinor must match pattern …`; an empty list
   * means valid. Throws when the type is unknown.
   */
  faultsOf(type: string, payload: unknown): string[] {
    const validate = this.#compiled.get(type) ?? this.#compile(type);
    if (validate(payload)) return [];
    return (validate.errors ?? [])
      .slice(0, FAULTS_SHOWN)
      .map((error) => `${error.instancePath || '/'} ${error.message}`);
  }

  /** Throws when an event class has no rule at all: an unvalidated payload is not an event. */
  assertHasRules(eventClass: EventClass): void {
    const { type } = this.events.of(eventClass);
    if (!this.schemas()[eventClass.name]) throw new Error(`Event ${type} (${eventClass.name}) has no validation rules`);
  }

  #compile(type: string): ValidateFunction {
    const event = this.events.ofType(type);
    if (!event) throw new Error(`Unknown event type "${type}"`);
    this.assertHasRules(event.eventClass);
    const validate = this.#current().ajv.compile({ $ref: `vw${SCHEMA_REFERENCE}${event.eventClass.name}` });
    this.#compiled.set(type, validate);
    return validate;
  }

  #current(): Compiler {
    if (this.#compiler?.events !== this.events.size) {
      const schemas = payloadSchemas(this.events.all().map(({ eventClass }) => eventClass));
      // Lengths are counted in UTF-16 units, not code points: bodies of megabytes need not be walked for it.
      this.#compiler = { schemas, ajv: createAjv(schemas), events: this.events.size };
    }
    return this.#compiler;
  }
}

function createAjv(schemas: object, countsCodePoints = false): Ajv {
  const ajv = new Ajv({
    strict: false,
    unicode: countsCodePoints,
    logger: false,
    allErrors: true,
    allowUnionTypes: true,
  });
  const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;
  addFormats(ajv);
  ajv.addSchema({ $id: 'vw', components: { schemas } });
  return ajv;
}

/** The rules of the product's events. */
export const payloadRules = new PayloadRules(registry);

export const faultsOf = (type: string, payload: unknown): string[] => payloadRules.faultsOf(type, payload);

/**
 * Whether a value is as its class says, and holds nothing that the class does not name; some µs per look. Stricter than
 * class-validator in a few places (null where a field is optional): who is told no asks that for the reason, or for a yes after all.
 */
export function matcherOf(ruled: EventClass): (value: unknown) => boolean {
  let validate: ValidateFunction | undefined;
  return (value) => (validate ??= compileClosed(ruled))(value);
}

function compileClosed(ruled: EventClass): ValidateFunction {
  const open = payloadSchemas([ruled]);
  if (!open[ruled.name]) throw new Error(`${ruled.name} has no validation rules`);
  const closed = Object.fromEntries(
    Object.entries(open).map(([name, schema]) => [name, { ...schema, additionalProperties: false }]),
  );
  // Code points, as class-validator counts.
  return createAjv(closed, true).compile({ $ref: `vw${SCHEMA_REFERENCE}${ruled.name}` });
}

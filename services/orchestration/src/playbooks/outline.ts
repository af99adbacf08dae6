import { ExecutorFailure } from '../executors/outcome.js';
import type { Json, JsonObject } from '../json.js';
import { definePlaybook } from './engine/playbook.js';

/** Deeper than any schema of a capability; what refers to itself ends here. */
const DEPTH_MAX = 8;

/**
 * For capabilities without a playbook of their own: restates what the input says, in the shape that the output has, and
 * says “unknown” for the rest. It does no work and makes nothing up: where the shape knows no “unknown”, somebody else must do it.
 */
export const outline = definePlaybook<JsonObject>({
  name: 'outline',
  capability: null,
  read: (input) => input,
  steps: [],
  output: ({ input, capability }) => restated(capability.outputSchema, input, 0),
});

function restated(schema: JsonObject, given: JsonObject, depth: number): JsonObject {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, JsonObject>>;
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const entries = Object.entries(properties).flatMap(([name, of]): [string, Json][] => {
    const same = given[name];
    if (same !== undefined && fits(of, same)) return [[name, same]];
    return required.has(name) || takesNull(of) ? [[name, unknownOf(name, of, depth)]] : [];
  });
  return Object.fromEntries(entries);
}

/** What stands for “not known” in a field of this shape. Throws where the shape has no way to say it: 0 is an answer. */
function unknownOf(name: string, schema: JsonObject, depth: number): Json {
  if (takesNull(schema)) return null;
  if (Array.isArray(schema.enum)) {
    const option = schema.enum.find((one) => ['unknown', 'unclear', 'other'].includes(String(one)));
    if (option !== undefined) return option;
  }
  if (schema.type === 'object') return depth < DEPTH_MAX ? restated(schema, {}, depth + 1) : {};
  if (schema.type === 'array') return [];
  if (schema.type === 'string' && !schema.enum && !schema.pattern && !schema.format) return 'unknown';
  throw new ExecutorFailure('no_playbook', `no playbook can tell ${name}`, { retryable: false });
}

function takesNull({ type, anyOf }: JsonObject): boolean {
  if (type === 'null' || (Array.isArray(type) && type.includes('null'))) return true;
  return Array.isArray(anyOf) && (anyOf as JsonObject[]).some(takesNull);
}

function fits({ type, anyOf, enum: options }: JsonObject, value: Json): boolean {
  if (Array.isArray(anyOf)) return (anyOf as JsonObject[]).some((of) => fits(of, value));
  if (Array.isArray(options)) return options.includes(value);
  if (Array.isArray(value)) return type === 'array';
  if (value === null) return type === 'null';
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

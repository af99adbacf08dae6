import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Json, JsonObject } from '../json.js';

/** Faults named of one output; the first ones say enough. */
const FAULTS_MAX = 5;

type Check = (output: Json) => string[];

/** By the schema's own object: a roster is immutable, so a changed schema is another object. */
const checks = new WeakMap<object, Check>();

/**
 * What is wrong with an output by its capability's schema, by JSON pointer; empty when nothing is. Throws when the schema
 * itself can't be compiled.
 */
export function outputFaults(schema: JsonObject, output: Json): string[] {
  let check = checks.get(schema);
  if (!check) {
    check = compiled(schema);
    checks.set(schema, check);
  }
  return check(output);
}

function compiled(schema: JsonObject): Check {
  // One instance per schema: a shared one would keep every version of every schema for ever.
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (output) => (validate(output) ? [] : (validate.errors ?? []).slice(0, FAULTS_MAX).map(worded));
}

function worded({ instancePath, message, params }: ErrorObject): string {
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  return `${instancePath || '/'} ${message ?? 'is wrong'}${extra === undefined ? '' : ` (${extra})`}`;
}

import type { BodyFault } from '@vividwalls/platform';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { JsonObject } from '../../json.js';

/** Faults told of one schema: whoever has more finds the rest once these are mended. */
const FAULTS_MAX = 20;

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

const isOfDraft = (draft: unknown): boolean => draft === undefined || draft === DRAFT;

/** Only ever asked whether something is a schema: it keeps nothing of what it saw, and compiling the meta-schema takes long. */
const metaSchema = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(metaSchema);

/**
 * What keeps an object from being a JSON Schema (draft 2020-12) of an object: against the meta-schema, each with a pointer;
 * then what only shows when it is compiled, such as a reference that leads nowhere.
 *
 * @param pointer of the schema itself: `/inputSchema`
 */
export function schemaFaults(schema: JsonObject, pointer: string): BodyFault[] {
  if (!isOfDraft(schema['$schema'])) {
    return [{ pointer: `${pointer}/$schema`, message: `must be ${DRAFT}, or left out` }];
  }
  if (!metaSchema.validateSchema(schema)) {
    const faults = (metaSchema.errors ?? []).map(
      ({ instancePath, message }) => `${pointer}${instancePath}\n${message}`,
    );
    return [...new Set(faults)].slice(0, FAULTS_MAX).map((fault) => {
      const [at, message] = fault.split('\n') as [string, string];
      return { pointer: at, message };
    });
  }
  if (schema['type'] !== 'object') return [{ pointer: `${pointer}/type`, message: 'must be "object"' }];
  // One of its own: a shared one would keep every schema that anybody ever tried.
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  ajvFormats.default(ajv);
  try {
    ajv.compile(schema);
    return [];
  } catch (error) {
    return [{ pointer, message: (error as Error).message }];
  }
}

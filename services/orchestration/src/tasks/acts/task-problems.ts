import { Problem } from '@vividwalls/platform';
import { outputFaults } from '../../executors/output-schema.js';
import type { Json, JsonObject } from '../../json.js';

export const noSuchTask = (id: string) => new Problem(404, 'No such task', `There is no task ${id}.`);

export const notPossible = (detail: string) => new Problem(409, 'Not possible', `It can't be done: ${detail}.`);

/** @throws Problem 422 with every fault, by JSON pointer below `pointer`, when the value is not as the schema says */
export function assertFits(schema: JsonObject, value: Json, pointer: string): void {
  const faults = outputFaults(schema, value);
  if (faults.length === 0) return;
  const errors = faults.map((fault) => {
    const space = fault.indexOf(' ');
    const place = fault.slice(0, space);
    return { pointer: `${pointer}${place === '/' ? '' : place}`, message: fault.slice(space + 1) };
  });
  throw unprocessable(errors);
}

export function unprocessable(errors: readonly { readonly pointer: string; readonly message: string }[]): Problem {
  const detail = errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  return new Problem(422, 'Not acceptable', detail.slice(0, 1_000), { errors });
}

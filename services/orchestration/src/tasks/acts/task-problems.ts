import { Problem } from '@vividwalls/platform';
import { outputFaults } from '../../executors/output-schema.js';
import type { Json, JsonObject } from '../../json.js';

export const noSuchTask = (id: string) => new Problem(404, 'No such task', `There is no task ${id}.`);

export const notPossible = (detail: string) => new Problem(409, 'Not possible', `It can't be done: ${detail}.`);

/** Something wrong with a body, and where. */
export interface Fault {
  /** JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}

/** What keeps a value from being as the schema says, by JSON pointer below `pointer`. */
export function misfits(schema: JsonObject, value: Json, pointer: string): Fault[] {
  return outputFaults(schema, value).map((fault) => pointed(fault, pointer));
}

/** A fault in words that begin with its place. */
export function pointed(fault: string, below: string): Fault {
  const space = fault.indexOf(' ');
  const place = fault.slice(0, space);
  return { pointer: `${below}${place === '/' ? '' : place}`, message: fault.slice(space + 1) };
}

/** @throws Problem 422 with every fault, by JSON pointer below `pointer`, when the value is not as the schema says */
export function assertFits(schema: JsonObject, value: Json, pointer: string): void {
  const faults = misfits(schema, value, pointer);
  if (faults.length > 0) throw unprocessable(faults);
}

export function unprocessable(errors: readonly Fault[]): Problem {
  const detail = errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  return new Problem(422, 'Not acceptable', detail.slice(0, 1_000), { errors });
}

import { Problem, type BodyFault } from '@vividwalls/platform';

/** @throws Problem 422 with every fault, unless there are none. Nothing was changed. */
export function refuse(what: string, errors: readonly BodyFault[]): void {
  if (errors.length === 0) return;
  const faults = errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  throw new Problem(422, 'Not acceptable', `${what} cannot be so. ${faults}`.slice(0, 1_000), { errors });
}

/** Longest part of a foreign id that is repeated in an answer. */
const SHOWN_CHARACTERS = 80;

export function noAgent(id: string): Problem {
  return new Problem(404, 'No such agent', `There is no agent ${id.slice(0, SHOWN_CHARACTERS)}.`);
}

export function noCapability(name: string): Problem {
  return new Problem(404, 'No such capability', `There is no capability ${name.slice(0, SHOWN_CHARACTERS)}.`);
}

/**
 * Whoever changes all of something names the version they have seen; 0 or nothing is that there is none yet.
 * @throws Problem 409 when it is another by now
 */
export function assertExpected(what: string, version: number | undefined, expected = 0): void {
  if ((version ?? 0) === expected) return;
  const is = version === undefined ? 'is not there' : `is version ${version} by now`;
  throw new Problem(409, 'Changed meanwhile', `${what} ${is}, not ${expected}: read it and send expectedVersion.`, {
    ...(version !== undefined && { version }),
  });
}

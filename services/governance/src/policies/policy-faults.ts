import { actOf, votesAtLeast, type ActName } from '@vividwalls/contracts';
import { Problem } from '@vividwalls/platform';
import { assertBoolean, compileRule, RuleError } from '@vividwalls/rules';
import { isPerson } from '../people/is-person.js';
import { variablesOf } from './act-variables.js';
import type { LeastVotes } from './four-eyes.js';
import type { PolicyText } from './policy.js';

/** One fault of a policy; faults of its condition say where in it. */
export interface PolicyFault {
  readonly pointer: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * Everything that is wrong with what a policy says.
 * @param leastVotes what acts need anyway; a policy that says less would say what does not hold
 */
export function faultsOfPolicy(
  act: ActName,
  { when, approvers, votes, effect }: PolicyText,
  leastVotes: LeastVotes = votesAtLeast,
): PolicyFault[] {
  const faults = faultsOfCondition(act, when);
  approvers.forEach((one, index) => {
    if (!isPerson(one)) faults.push({ pointer: `/approvers/${index}`, message: `is no person: ${one}` });
  });
  if (new Set(approvers).size !== approvers.length) faults.push({ pointer: '/approvers', message: 'has one twice' });
  if (effect === 'deny') return faults;
  const least = leastVotes(act);
  if (votes < least) {
    faults.push({ pointer: '/votes', message: `must be ${least} or more: money leaves by "${actOf(act).title}"` });
  }
  if (approvers.length > 0 && approvers.length < votes) {
    const message = `has ${approvers.length} people and needs ${votes} of them`;
    faults.push({ pointer: '/approvers', message });
  }
  return faults;
}

function faultsOfCondition(act: ActName, when: string): PolicyFault[] {
  try {
    assertBoolean(compileRule(when, { variables: variablesOf(act) }));
    return [];
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return error.faults.map(({ message, position }) => ({ pointer: '/when', message, ...position }));
  }
}

/** @throws Problem 422 with every fault, unless there are none */
export function refusePolicy(faults: readonly PolicyFault[]): void {
  if (faults.length === 0) return;
  const detail = faults.map(({ pointer, message, line, column }) =>
    line === undefined ? `${pointer} ${message}` : `${pointer}, line ${line}, column ${column}: ${message}`,
  );
  throw new Problem(422, 'Not a sound policy', detail.join('; '), { errors: faults });
}

export const noPolicy = (id: string): Problem =>
  new Problem(404, 'No such policy', `There is no policy ${id.slice(0, 80)}.`);

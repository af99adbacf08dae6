import { Problem, type BodyFault } from '@vividwalls/platform';
import { assertBoolean, compileRule, RuleError } from '@vividwalls/rules';
import { EXCLUSION_VARIABLES, type ExcludedKind } from '../excluded-work.js';

/** @throws Problem 422 with every fault of every rule */
export function assertExcludedKinds(kinds: readonly ExcludedKind[]): void {
  const errors = kinds.flatMap(({ when }, index) => faultsOf(when, `/excluded/${index}/when`));
  if (errors.length === 0) return;
  const detail = errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  throw new Problem(422, 'Not a rule', detail.slice(0, 1_000), { errors });
}

function faultsOf(when: string, pointer: string): BodyFault[] {
  try {
    assertBoolean(compileRule(when, { variables: EXCLUSION_VARIABLES }));
    return [];
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return error.faults.map(({ message, position: { line, column } }) => ({
      pointer,
      message: `${message} (line ${line}, column ${column})`,
    }));
  }
}

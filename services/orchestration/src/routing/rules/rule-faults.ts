import { Problem } from '@vividwalls/platform';
import { assertBoolean, compileRule, RuleError, type Variables } from '@vividwalls/rules';

/** One fault of a body; faults of a rule's text say where in it. */
export interface RuleBodyFault {
  readonly pointer: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** What is wrong with a condition, or with an expression where it need not say yes or no. */
export function faultsOfSource(
  pointer: string,
  source: string,
  variables: Variables,
  kind: 'condition' | 'expression' = 'condition',
): RuleBodyFault[] {
  try {
    const rule = compileRule(source, { variables });
    if (kind === 'condition') assertBoolean(rule);
    return [];
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return error.faults.map(({ message, position }) => ({ pointer, message, ...position }));
  }
}

/** @throws Problem 422 with every fault, unless there are none */
export function refuseRule(faults: readonly RuleBodyFault[]): void {
  if (faults.length === 0) return;
  const detail = faults.map(({ pointer, message, line, column }) =>
    line === undefined ? `${pointer} ${message}` : `${pointer}, line ${line}, column ${column}: ${message}`,
  );
  throw new Problem(422, 'Not a sound rule', detail.join('; '), { errors: faults });
}

/** @throws Problem 404 */
export function noRule(id: string): Problem {
  return new Problem(404, 'No such rule', `There is no rule ${id.slice(0, 80)}.`);
}

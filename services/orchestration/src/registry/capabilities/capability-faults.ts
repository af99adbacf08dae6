import type { BodyFault } from '@vividwalls/platform';
import { assertBoolean, compileRule, RuleError } from '@vividwalls/rules';
import { comparatorFault } from '../../consolidation/comparators/compare-outputs.js';
import { faultsOfCapabilityAct, isCapabilityAct } from '../../tasks/approvals/act-of-task.js';
import { TASK_VARIABLES } from '../../routing/task-facts.js';
import type { Capability } from '../capability.js';
import { schemaFaults } from './schema-faults.js';

/** What is wrong with a capability beyond the shape of its request: schemas that are none, a rule that can't be read, a comparator that there is not. */
export function capabilityFaults(capability: Capability): BodyFault[] {
  const { inputSchema, outputSchema, approval, comparator, effects, reversible } = capability;
  const incomparable = comparatorFault(comparator);
  return [
    ...schemaFaults(inputSchema, '/inputSchema'),
    ...schemaFaults(outputSchema, '/outputSchema'),
    ...(isCapabilityAct(approval) ? faultsOfCapabilityAct(approval) : []),
    ...(typeof approval === 'object' && 'when' in approval ? ruleFaults(approval.when, '/approval/when') : []),
    ...(incomparable === undefined ? [] : [{ pointer: '/comparator', message: incomparable }]),
    ...(effects === 'none' && !reversible
      ? [{ pointer: '/reversible', message: 'what has no effects can always be taken back' }]
      : []),
  ];
}

function ruleFaults(source: string, pointer: string): BodyFault[] {
  try {
    assertBoolean(compileRule(source, { variables: TASK_VARIABLES }));
    return [];
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return error.faults.map(({ message, position: { line, column } }) => ({
      pointer,
      message: `${message} (line ${line}, column ${column})`,
    }));
  }
}

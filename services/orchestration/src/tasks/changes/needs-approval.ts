import { RuleCache, RuleError, type Rule } from '@vividwalls/rules';
import type { Capability } from '../../registry/capability.js';
import { factsOf, TASK_VARIABLES } from '../../routing/task-facts.js';
import type { TaskRecord } from '../record/task-record.js';

const rules = new RuleCache({ variables: TASK_VARIABLES });

/**
 * Why a person must say yes before a task begins; undefined when nobody must. A proposal has no effects and needs none, nor does
 * work that a person does. Where the rule can't tell, a person is asked.
 */
export function needsApproval(task: TaskRecord, { approval, title }: Capability): string | undefined {
  if (task.mode === 'propose' || task.stage === 'person' || task.approvedBy !== null) return undefined;
  if (approval === 'never') return undefined;
  if (approval === 'always') return `${title} always needs a person’s yes`;
  const rule: Rule | RuleError = rules.get(approval.when);
  if (rule instanceof RuleError) return 'the rule that says whether a person must be asked can’t be read';
  const outcome = rule.evaluate(factsOf(task));
  if (!outcome.ok) return `whether a person must be asked is not known: ${outcome.reason}`;
  return outcome.value === false ? undefined : `a person must say yes when ${approval.when}`;
}

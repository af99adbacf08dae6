import { RuleSet } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { RuleKind, StoredRule } from './versioned-rules.js';

/** A rule as it is now, as an event. */
export function ruleSet(kind: RuleKind, rule: StoredRule<object>, change: string): NewEvent<RuleSet> {
  const { id, name, when, state, version } = rule;
  const data: RuleSet = { ruleId: id, kind, name, when, state, ruleVersion: version, change };
  return { event: RuleSet, subject: id, data, version, actor: rule.updatedBy };
}

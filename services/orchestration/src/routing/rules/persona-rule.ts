import type { StoredRule } from './versioned-rules.js';

/** What a persona rule is for when it holds: evidence for one persona. */
export interface PersonaRuleBody {
  readonly agentId: string;
  readonly personaId: string;
  /** What the work is when the task doesn't name it; null: what the persona is best at. Restricts nothing. */
  readonly capability: string | null;
  /** How much it proves alone, above 0 up to 1. Below 0.7 it needs a second rule. */
  readonly weight: number;
  /** A rule that holds silences those of a lower priority that point elsewhere. 0 to 100. */
  readonly priority: number;
}

/** Says for which work a persona is: when it holds for a task, that is evidence for the persona. */
export interface PersonaRule extends PersonaRuleBody {
  /** `hospitality-words`; lower case. */
  readonly id: string;
  readonly name: string;
  /** CEL over the facts of a task (`TASK_VARIABLES`). */
  readonly when: string;
}

export function personaRuleOf({ id, name, when, body }: StoredRule<PersonaRuleBody>): PersonaRule {
  const { agentId, personaId, capability, weight, priority } = body;
  return { id, name, when, agentId, personaId, capability, weight, priority };
}

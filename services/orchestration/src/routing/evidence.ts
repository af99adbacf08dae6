import type { PersonaRule } from './rules/persona-rule.js';

/** How much the rules that hold prove for one persona, 0 to 1. */
export interface Evidence {
  readonly agentId: string;
  readonly personaId: string;
  readonly strength: number;
  readonly rules: readonly PersonaRule[];
}

export const personaKey = (of: { readonly agentId: string; readonly personaId: string | null }): string =>
  `${of.agentId}/${of.personaId ?? ''}`;

/**
 * Evidence by persona. Rules for the same persona add up as independent hints do (noisy-or): 1 − Π(1 − weight). Where rules of
 * different priorities hold, those of the highest decide, and lower ones count only for the personas these point to.
 */
export function evidenceOf(holding: readonly PersonaRule[]): Map<string, Evidence> {
  const top = Math.max(...holding.map(({ priority }) => priority));
  const byPersona = Map.groupBy(holding, personaKey);
  const evidence = new Map<string, Evidence>();
  for (const [key, unsorted] of [...byPersona].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!unsorted.some(({ priority }) => priority === top)) continue;
    // In the order of their ids: the product of floats depends on the order of its factors.
    const rules = unsorted.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const strength = 1 - rules.reduce((doubt, { weight }) => doubt * (1 - weight), 1);
    evidence.set(key, { agentId: rules[0]!.agentId, personaId: rules[0]!.personaId, strength, rules });
  }
  return evidence;
}

import type { PersonaRule } from './rules/persona-rule.js';

/** How much rules that hold and samples that are alike prove for one persona, 0 to 1. */
export interface Evidence {
  readonly agentId: string;
  readonly personaId: string;
  readonly strength: number;
  readonly rules: readonly PersonaRule[];
  /** What samples say, 0 to 1; left out when they say nothing. */
  readonly likelihood?: number;
}

/** A persona to which samples that are like the task belong. */
export interface SampleEvidence {
  readonly agentId: string;
  readonly personaId: string;
  readonly likelihood: number;
}

/** Samples speak like rules of this priority: rules above it override them, others are weighed with them. */
export const SAMPLES_PRIORITY = 10;

export const personaKey = (of: { readonly agentId: string; readonly personaId: string | null }): string =>
  `${of.agentId}/${of.personaId ?? ''}`;

/**
 * Evidence by persona. What speaks for the same persona adds up as independent hints do (noisy-or): 1 − Π(1 − weight). Where rules of
 * different priorities hold, those of the highest decide, and lower ones count only for the personas these point to; so do samples
 * where rules above their priority hold.
 */
export function evidenceOf(
  holding: readonly PersonaRule[],
  samples: readonly SampleEvidence[] = [],
): Map<string, Evidence> {
  const top = Math.max(...holding.map(({ priority }) => priority));
  const byPersona = Map.groupBy(holding, personaKey);
  const bySamples = new Map(samples.map((sample) => [personaKey(sample), sample]));
  const evidence = new Map<string, Evidence>();
  for (const key of [...new Set([...byPersona.keys(), ...bySamples.keys()])].sort()) {
    const held = byPersona.get(key) ?? [];
    const sample = bySamples.get(key);
    const isPointedTo = held.some(({ priority }) => priority === top);
    const samplesCount = sample !== undefined && (isPointedTo || top <= SAMPLES_PRIORITY);
    if (!isPointedTo && !samplesCount) continue;
    // In the order of their ids: the product of floats depends on the order of its factors.
    const rules = isPointedTo ? held.toSorted((a, b) => (a.id < b.id ? -1 : 1)) : [];
    const likelihood = samplesCount ? sample.likelihood : 0;
    const strength = 1 - rules.reduce((doubt, { weight }) => doubt * (1 - weight), 1 - likelihood);
    const { agentId, personaId } = rules[0] ?? sample!;
    evidence.set(key, { agentId, personaId, strength, rules, ...(samplesCount && { likelihood }) });
  }
  return evidence;
}

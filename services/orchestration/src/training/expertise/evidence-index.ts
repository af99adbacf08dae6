import type { Evidence } from './posterior.js';

/** What is known, by agent, persona and capability. */
export type EvidenceIndex = ReadonlyMap<string, Evidence>;

/** @param personaId null for an agent in its own role */
export const expertiseKey = (agentId: string, personaId: string | null, capability: string): string =>
  `${agentId}/${personaId ?? ''}/${capability}`;

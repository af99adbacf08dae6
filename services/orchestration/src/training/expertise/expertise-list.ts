import type { Roster } from '../../registry/roster.js';
import type { EvidenceRow } from './expertise-rows.js';
import { posteriorOf, type Expertise } from './posterior.js';

export interface ListedExpertise extends Expertise {
  readonly agentId: string;
  /** Null: in its own role. */
  readonly personaId: string | null;
  readonly capability: string;
}

/**
 * What is known of each agent of the registry at each of its capabilities: in its own role, and in every persona in which
 * something was seen. In the order of agents, capabilities and personas.
 */
export function expertiseList(
  { agents }: Pick<Roster, 'agents'>,
  evidence: readonly EvidenceRow[],
  asked: { readonly agentId?: string | undefined; readonly capability?: string | undefined },
  at: Date,
): ListedExpertise[] {
  const seen = Map.groupBy(evidence, ({ agentId, capability }) => `${agentId}/${capability}`);
  const ids = [...agents.keys()].filter((id) => asked.agentId === undefined || id === asked.agentId).sort();
  return ids.flatMap((agentId) =>
    agents
      .get(agentId)!
      .capabilities.filter(({ name }) => asked.capability === undefined || name === asked.capability)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ name: capability, expertise: prior }) => {
        const rows = seen.get(`${agentId}/${capability}`) ?? [];
        const own = rows.find(({ personaId }) => personaId === '');
        const personas = rows.filter(({ personaId }) => personaId !== '');
        return [
          { agentId, personaId: null, capability, ...posteriorOf(prior, own, at) },
          ...personas.map((row) => ({ agentId, personaId: row.personaId, capability, ...posteriorOf(prior, row, at) })),
        ];
      }),
  );
}

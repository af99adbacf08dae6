import type { Roster } from '../registry/roster.js';

type Registry = Pick<Roster, 'agents' | 'capabilities'>;

/** An agent as people call it; by its id where the registry has none of it any more. */
export const agentName = ({ agents }: Registry, id: string): string => agents.get(id)?.name ?? id;

/** `B2B Sales Agent as Hospitality Sales Agent`, `Sales Director in its own role`. */
export function roleName(
  roster: Registry,
  { agentId, personaId }: { readonly agentId: string; readonly personaId: string | null },
): string {
  const name = agentName(roster, agentId);
  if (personaId === null || personaId === agentId) return `${name} in its own role`;
  const persona = roster.agents.get(agentId)?.personas.find(({ id }) => id === personaId);
  return `${name} as ${persona?.name ?? personaId}`;
}

/** `“Review an order”`: a capability by its title. */
export const workName = ({ capabilities }: Registry, name: string): string =>
  `“${capabilities.get(name)?.title ?? name}”`;

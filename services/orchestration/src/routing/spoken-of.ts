import type { Roster } from '../registry/roster.js';

interface Role {
  readonly agentId: string | null;
  readonly personaId: string | null;
}

type Registry = Pick<Roster, 'agents' | 'capabilities'>;

/** An agent as people call it; by its id where the registry has none of it any more. */
export const agentName = ({ agents }: Registry, id: string): string => agents.get(id)?.name ?? id;

/** `B2B Sales Agent as Hospitality Sales Agent`, `Sales Director in its own role`. */
export function roleName(
  roster: Registry,
  { agentId, personaId }: { readonly agentId: string; readonly personaId: string | null },
): string {
  return `${agentName(roster, agentId)}${personaWords(roster, { agentId, personaId }) || ' in its own role'}`;
}

/** ` as Hospitality Sales Agent`, to stand after the agent's name; nothing in its own role. */
export function personaWords({ agents }: Pick<Registry, 'agents'>, { agentId, personaId }: Role): string {
  if (personaId === null || personaId === agentId) return '';
  const persona = agentId === null ? undefined : agents.get(agentId)?.personas.find(({ id }) => id === personaId);
  return ` as ${persona?.name ?? personaId}`;
}

/** `“Review an order”`: a capability by its title. */
export const workName = ({ capabilities }: Registry, name: string): string =>
  `“${capabilities.get(name)?.title ?? name}”`;

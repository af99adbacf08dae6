import type { Agent, Persona } from '../registry/agent.js';
import type { Roster } from '../registry/roster.js';

/**
 * Whether a persona is for a capability. What it says of itself counts; one that says nothing is for what the legacy agent is
 * able to do for which it stands, because that agent does the work as long as the migration is under way.
 */
export function isPersonaFor(persona: Persona, agent: Agent, capability: string, roster: Roster): boolean {
  if (persona.capabilities.length > 0) return persona.capabilities.includes(capability);
  if (isOwnRole(persona, agent)) return true;
  const had = roster.agents.get(persona.legacyAgentId!)?.capabilities ?? [];
  return had.length === 0 || had.some(({ name }) => name === capability);
}

/** Whether it is the agent's role as itself, not one that it takes over. */
export const isOwnRole = ({ legacyAgentId }: Persona, { id }: Agent): boolean =>
  legacyAgentId === null || legacyAgentId === id;

/**
 * The persona in which an agent works when no rule speaks for another: its own role, else the one whose legacy agent is best
 * at the capability; null when it has none for it.
 */
export function defaultPersona(agent: Agent, capability: string, roster: Roster): Persona | null {
  const fitting = agent.personas.filter((persona) => isPersonaFor(persona, agent, capability, roster));
  const ranked = fitting.toSorted(
    (a, b) =>
      rank(b, agent) - rank(a, agent) ||
      expertiseOf(b, capability, roster) - expertiseOf(a, capability, roster) ||
      (a.id < b.id ? -1 : 1),
  );
  return ranked[0] ?? null;
}

/** An agent of both rosters is first of all itself; then comes a role that is new. */
function rank(persona: Persona, agent: Agent): number {
  if (persona.legacyAgentId === agent.id) return 2;
  return persona.legacyAgentId === null ? 1 : 0;
}

function expertiseOf({ legacyAgentId }: Persona, capability: string, roster: Roster): number {
  const legacy = legacyAgentId === null ? undefined : roster.agents.get(legacyAgentId);
  return legacy?.capabilities.find(({ name }) => name === capability)?.expertise ?? 0;
}

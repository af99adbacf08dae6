import type { Roster } from '../registry/roster.js';
import { personaKey } from './evidence.js';
import { isPersonaFor } from './persona-fit.js';

const known = new WeakMap<Roster, Map<string | null, ReadonlySet<string>>>();

/** Personas (`agent/persona`) of active agents that may be meant. @param capability null for a task that doesn't name it */
export function personasFor(capability: string | null, roster: Roster): ReadonlySet<string> {
  let byCapability = known.get(roster);
  if (!byCapability) known.set(roster, (byCapability = new Map()));
  let personas = byCapability.get(capability);
  if (!personas) byCapability.set(capability, (personas = new Set(fitting(capability, roster))));
  return personas;
}

function* fitting(capability: string | null, roster: Roster): Generator<string> {
  const able = capability === null ? undefined : new Set(roster.targetAgentsByCapability.get(capability));
  for (const agent of roster.agents.values()) {
    if (!agent.inTarget || agent.status !== 'active' || able?.has(agent.id) === false) continue;
    for (const persona of agent.personas) {
      if (capability !== null && !isPersonaFor(persona, agent, capability, roster)) continue;
      yield personaKey({ agentId: agent.id, personaId: persona.id });
    }
  }
}

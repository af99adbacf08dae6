import { agentIdOf } from '../agent-id.js';
import type { Persona } from '../agent.js';
import { mostFrequent } from './most-frequent.js';
import type { RosterRow } from './roster-row.js';
import type { SeededAgent } from './read-roster.js';

/** Named as a source of an agent: it is one of those the plan ends with. */
export const TARGET_SOURCE = 'target';

/**
 * The agents of the roster after, by name, from the rows that name them as their target:
 * - what an agent has a row of its own for, the row says;
 * - otherwise it is a specialist, of the department most of those it takes over are of,
 * - and reports to whom most of their managers have become, itself left out.
 * It has a persona for each legacy agent that it takes over, itself included, and a role of its own when it is new.
 */
export function targetAgents(rows: readonly RosterRow[]): SeededAgent[] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const becomes = (name: string): string | null => byName.get(name)?.target ?? null;
  const names = [...new Set(rows.flatMap(({ target }) => target ?? []))];
  return names.map((name) => {
    const own = byName.get(name);
    const takenOver = rows.filter(({ target, isNew }) => target === name && !isNew);
    const managers = own ? own.managers : { name: managerOf(name, takenOver, becomes), also: null };
    return {
      ...{ id: agentIdOf(name), name, level: own?.level ?? 'specialist' },
      department: own?.department ?? mostFrequent(takenOver.map(({ department }) => department)) ?? '',
      reportsTo:
        managers.name === null ? null : agentIdOf(own ? (becomes(managers.name) ?? managers.name) : managers.name),
      alsoReportsTo: managers.also === null ? null : agentIdOf(managers.also),
      role: own ? own.role : takenOver.map(({ role }) => role).join('; '),
      ...{ inLegacy: own !== undefined && !own.isNew, inTarget: true },
      personas: [...takenOver.map(personaOf), ...(own?.isNew ? [ownRole(own)] : [])],
      sources: [...(own?.sources ?? []), TARGET_SOURCE],
    };
  });
}

function managerOf(
  name: string,
  takenOver: readonly RosterRow[],
  becomes: (name: string) => string | null,
): string | null {
  const managers = takenOver.flatMap(({ managers }) => (managers.name === null ? [] : (becomes(managers.name) ?? [])));
  return mostFrequent(managers.filter((manager) => manager !== name));
}

function personaOf({ name, role, team, basis }: RosterRow): Persona {
  const id = agentIdOf(name);
  const description = team === null ? role : `${role} (${team})`;
  return { id, name, description, legacyAgentId: id, capabilities: [], basis };
}

function ownRole({ name, role, basis }: RosterRow): Persona {
  return { id: agentIdOf(name), name, description: role, legacyAgentId: null, capabilities: [], basis };
}

import { agentIdOf } from '../agent-id.js';
import type { Agent } from '../agent.js';
import { hierarchyFaults } from '../hierarchy.js';
import { readRows, type RosterFault, type RosterRow } from './roster-row.js';
import { targetAgents } from './target-agents.js';

/** What the papers say of an agent. */
export type SeededAgent = Pick<
  Agent,
  'id' | 'name' | 'department' | 'level' | 'reportsTo' | 'role' | 'inLegacy' | 'inTarget' | 'personas' | 'sources'
> & { readonly alsoReportsTo: string | null };

/** A legacy agent that no target agent takes over. */
export interface RosterGap {
  readonly agentId: string;
  readonly name: string;
}

export interface ReadRoster {
  /** Legacy and target agents; an agent of both is one. */
  readonly agents: readonly SeededAgent[];
  readonly gaps: readonly RosterGap[];
  readonly faults: readonly RosterFault[];
}

/** The two rosters that `agents.csv` tells of: the agents there are, and those they shall become. Faults don't hide each other. */
export function readRoster(csv: string): ReadRoster {
  const { rows, faults } = readRows(csv);
  const legacy = rows.filter(({ isNew }) => !isNew).map(legacyAgent);
  const target = targetAgents(rows);
  const targets = new Map(target.map((agent) => [agent.id, agent]));
  const agents = [
    ...legacy.map((agent) => targets.get(agent.id) ?? agent),
    ...target.filter(({ inLegacy }) => !inLegacy),
  ];
  const departments = new Set(rows.map(({ department }) => department).filter((name) => name !== ''));
  return {
    agents,
    gaps: rows.filter(({ target: into }) => into === null).map(({ name }) => ({ agentId: agentIdOf(name), name })),
    faults: [
      ...faults,
      ...repeated(rows),
      ...hierarchyFaults(agents, departments).map(({ agentId, message }) => ({ agent: agentId ?? '', message })),
    ],
  };
}

function legacyAgent({ name, department, level, team, managers, role, sources }: RosterRow): SeededAgent {
  return {
    ...{ id: agentIdOf(name), name, department, level },
    reportsTo: managers.name === null ? null : agentIdOf(managers.name),
    alsoReportsTo: managers.also === null ? null : agentIdOf(managers.also),
    role: team === null ? role : `${role} (${team})`,
    ...{ inLegacy: true, inTarget: false, personas: [], sources },
  };
}

function repeated(rows: readonly RosterRow[]): RosterFault[] {
  const byId = Map.groupBy(rows, ({ name }) => agentIdOf(name));
  return [...byId.values()]
    .filter(({ length }) => length > 1)
    .map(([first, ...others]) => ({
      agent: first!.name,
      message: `has the same id as ${others.map((other) => other.name).join(', ')}`,
    }));
}

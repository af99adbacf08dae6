import type { Agent } from './agent.js';

/** What of an agent its place depends on. */
export type Placed = Pick<Agent, 'id' | 'department' | 'reportsTo' | 'alsoReportsTo' | 'inTarget'>;

export interface HierarchyFault {
  /** Whose it is; null when it is that of the whole. */
  readonly agentId: string | null;
  /** Into the agent: `/reportsTo`. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * Every fault of a hierarchy, none of them hiding another:
 * - exactly one agent reports to nobody,
 * - whom an agent reports to exists and is another than itself,
 * - nobody reports to himself through others,
 * - an agent of the target roster reports to one of it, so that the roster after is a tree without those who go,
 * - departments are known.
 */
export function hierarchyFaults(agents: readonly Placed[], departments: ReadonlySet<string>): HierarchyFault[] {
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  return [
    ...faultsOfRoots(agents),
    ...agents.flatMap((agent) => [...faultsOfManagers(agent, byId), ...faultOfCycle(agent, byId)]),
    ...agents
      .filter(({ department }) => !departments.has(department))
      .map(({ id, department }) => fault(id, '/department', `there is no department ${JSON.stringify(department)}`)),
  ];
}

function faultsOfRoots(agents: readonly Placed[]): HierarchyFault[] {
  const roots = agents.filter(({ reportsTo }) => reportsTo === null).map(({ id }) => id);
  if (roots.length === 1) return [];
  if (roots.length === 0)
    return [{ agentId: null, pointer: '', message: 'one agent must report to nobody; none does' }];
  return roots.map((id) => {
    const others = roots.filter((root) => root !== id).join(', ');
    return fault(id, '/reportsTo', `only one agent reports to nobody, and ${others} does too`);
  });
}

function faultsOfManagers(agent: Placed, byId: ReadonlyMap<string, Placed>): HierarchyFault[] {
  const { id, reportsTo, alsoReportsTo, inTarget } = agent;
  const faultOf = (pointer: string, manager: string): HierarchyFault[] => {
    if (manager === id) return [fault(id, pointer, 'an agent cannot report to itself')];
    const found = byId.get(manager);
    if (!found) return [fault(id, pointer, `there is no agent ${manager}`)];
    if (inTarget && !found.inTarget)
      return [fault(id, pointer, `${manager} is not of the target roster, as this agent is`)];
    return [];
  };
  return [
    ...(reportsTo === null ? [] : faultOf('/reportsTo', reportsTo)),
    ...(alsoReportsTo == null ? [] : faultOf('/alsoReportsTo', alsoReportsTo)),
    ...(alsoReportsTo != null && alsoReportsTo === reportsTo
      ? [fault(id, '/alsoReportsTo', `it reports to ${alsoReportsTo} already`)]
      : []),
  ];
}

/** A circle that leads back to the agent itself; whoever merely reports into a circle is not at fault. */
function faultOfCycle(agent: Placed, byId: ReadonlyMap<string, Placed>): HierarchyFault[] {
  const way = [agent.id];
  for (let next = agent.reportsTo; next !== null; next = byId.get(next)?.reportsTo ?? null) {
    if (next === agent.id) {
      if (way.length === 1) return [];
      return [fault(agent.id, '/reportsTo', `it reports to itself: ${[...way, agent.id].join(' → ')}`)];
    }
    if (way.includes(next)) return [];
    way.push(next);
  }
  return [];
}

function fault(agentId: string, pointer: string, message: string): HierarchyFault {
  return { agentId, pointer, message };
}

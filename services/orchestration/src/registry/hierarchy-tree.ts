import type { Agent } from './agent.js';

/** An agent with those who report to it. */
export interface HierarchyNode {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly level: string;
  readonly status: string;
  /** A second manager, elsewhere in the tree. */
  readonly alsoReportsTo: string | null;
  readonly reports: readonly HierarchyNode[];
}

/**
 * The tree of some agents, from those down who report to nobody among them. In the order of ids. Agents in a circle are not in
 * it; the registry takes no circle in.
 */
export function hierarchyTree(agents: readonly Agent[]): HierarchyNode[] {
  const ids = new Set(agents.map(({ id }) => id));
  const byManager = Map.groupBy(
    agents.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ({ reportsTo }) => (reportsTo !== null && ids.has(reportsTo) ? reportsTo : null),
  );
  const nodesBelow = (manager: string | null): HierarchyNode[] =>
    (byManager.get(manager) ?? []).map(({ id, name, department, level, status, alsoReportsTo = null }) => ({
      ...{ id, name, department, level, status, alsoReportsTo },
      reports: nodesBelow(id),
    }));
  return nodesBelow(null);
}

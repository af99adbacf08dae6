import type { Agent } from '../registry/agent.js';

/** One direction between two agents. */
export interface Route {
  readonly from: string;
  readonly to: string;
  readonly because: 'manager' | 'directors';
}

type Placed = Pick<Agent, 'id' | 'level' | 'reportsTo' | 'alsoReportsTo'>;

/**
 * The directed routes that a hierarchy needs: every agent with its manager, both ways, with a second manager too; and directors
 * among each other. A route that there are two reasons for is one route.
 *
 * For the 28: 27 agents with their managers are 54; the Social Media Director's second line is 2; nine directors among each
 * other are 72, of which those between the Marketing and the Social Media Director are counted already: 54 + 2 + 72 − 2 = 126.
 *
 * @returns in the order of agents; managers before directors
 */
export function hierarchyRoutes(agents: readonly Placed[]): Route[] {
  const sorted = agents.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ids = new Set(sorted.map(({ id }) => id));
  const routes = new Map<string, Route>();
  const add = (from: string, to: string, because: Route['because']) => {
    const key = `${from} ${to}`;
    if (from !== to && !routes.has(key)) routes.set(key, { from, to, because });
  };
  for (const { id, reportsTo, alsoReportsTo } of sorted) {
    for (const manager of [reportsTo, alsoReportsTo ?? null]) {
      if (manager === null || !ids.has(manager)) continue;
      add(id, manager, 'manager');
      add(manager, id, 'manager');
    }
  }
  const directors = sorted.filter(({ level }) => level === 'director');
  for (const from of directors) for (const to of directors) add(from.id, to.id, 'directors');
  return [...routes.values()];
}

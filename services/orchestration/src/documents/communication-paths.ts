import type { Agent, AgentLevel } from '../registry/agent.js';
import type { TakenPath } from '../registry/observed-paths.js';
import type { Roster } from '../registry/roster.js';
import { hierarchyRoutes, type Route } from './hierarchy-routes.js';

/** An agent as it stands along the sides of the matrix. */
export interface Correspondent {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly level: AgentLevel;
}

/** Who could talk to whom in one roster, and who needs to. */
export interface RosterPaths {
  /** Department by department, the highest first. */
  readonly agents: readonly Correspondent[];
  /** n², as the plan counts: with the path of an agent to itself. */
  readonly potentialPaths: number;
  /** Directed; what `hierarchyRoutes` counts. */
  readonly routes: readonly Route[];
}

/** - `hierarchy`: a route that the roster after needs
 *  - `direct`: between two of the roster after, past the hierarchy
 *  - `before`: with an agent that goes, or that is none of ours */
export const PATH_KINDS = ['hierarchy', 'direct', 'before'] as const;
export type PathKind = (typeof PATH_KINDS)[number];

export interface Communication {
  readonly before: RosterPaths;
  readonly after: RosterPaths;
  /** Those that were taken, most messages first. */
  readonly taken: readonly (TakenPath & { readonly kind: PathKind })[];
}

/** Both rosters as matrices, and the paths that were taken. */
export function communicationOf({ agents }: Pick<Roster, 'agents'>, paths: readonly TakenPath[]): Communication {
  const all = [...agents.values()];
  const before = rosterPaths(all.filter(({ inLegacy }) => inLegacy));
  const after = rosterPaths(all.filter(({ inTarget }) => inTarget));
  const kindOf = kindsAfter(after);
  const taken = paths
    .map((path) => ({ ...path, kind: kindOf(path) }))
    .toSorted((a, b) => b.messages - a.messages || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
  return { before, after, taken };
}

const LEVEL_ORDER: readonly AgentLevel[] = ['orchestrator', 'director', 'platform', 'specialist', 'task'];

function rosterPaths(agents: readonly Agent[]): RosterPaths {
  return {
    agents: inOrder(agents).map(({ id, name, department, level }) => ({ id, name, department, level })),
    potentialPaths: agents.length ** 2,
    routes: hierarchyRoutes(agents),
  };
}

/** The department of the root first, the others by name; in a department directors before those below them. */
function inOrder(agents: readonly Agent[]): Agent[] {
  const first = agents.find(({ reportsTo }) => reportsTo === null)?.department;
  const place = ({ department }: Agent): string => (department === first ? '' : department);
  return agents.toSorted(
    (a, b) =>
      place(a).localeCompare(place(b), 'en') ||
      LEVEL_ORDER.indexOf(a.level) - LEVEL_ORDER.indexOf(b.level) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** What a path is in the roster after. */
export function kindsAfter({ agents, routes }: Pick<RosterPaths, 'agents' | 'routes'>) {
  const needed = new Set(routes.map(({ from, to }) => `${from} ${to}`));
  const ids = new Set(agents.map(({ id }) => id));
  return ({ from, to }: Pick<TakenPath, 'from' | 'to'>): PathKind => {
    if (needed.has(`${from} ${to}`)) return 'hierarchy';
    return ids.has(from) && ids.has(to) ? 'direct' : 'before';
  };
}

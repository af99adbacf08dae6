import type { Agent } from '../registry/agent.js';
import { plannedMigrations } from '../registry/planned-migrations.js';
import type { Roster } from '../registry/roster.js';
import { PAPERS } from '../registry/seeding/roster-row.js';
import { hierarchyRoutes } from './hierarchy-routes.js';

/** A legacy agent that no agent of the target roster takes over. */
export interface Gap {
  readonly agentId: string;
  readonly agent: string;
  readonly reason: string;
}

/** What the plan said, beside what there is. */
export interface PlanFigures {
  readonly legacyAgents: number;
  readonly targetAgents: number;
  readonly potentialPaths: { readonly before: number; readonly after: number };
  readonly source: string;
}

/** The figures of the consolidation, counted. */
export interface ConsolidationFigures {
  readonly legacyAgents: number;
  readonly targetAgents: number;
  /** Agents of both rosters. */
  readonly stayingAgents: number;
  /** Directed paths that there could be: n², as the plan counts them. */
  readonly potentialPaths: { readonly before: number; readonly after: number };
  /** Directed paths that the hierarchy needs. */
  readonly routes: { readonly before: number; readonly after: number };
  /** Directed paths that were taken. */
  readonly observedPaths: number;
  readonly migrations: number;
  readonly gaps: readonly Gap[];
  /** Capabilities that no active agent of the target roster has. */
  readonly capabilitiesWithoutTarget: readonly string[];
  /** Legacy agents by the papers that name them; one may be named in several. */
  readonly sources: Readonly<Record<string, number>>;
  readonly plan: PlanFigures;
}

/** Counts what a roster is. Nothing in it is a constant but the plan's own figures. */
export function consolidationFigures(roster: Roster, observedPaths: number, plan: PlanFigures): ConsolidationFigures {
  const agents = [...roster.agents.values()];
  const legacy = agents.filter(({ inLegacy }) => inLegacy);
  const target = agents.filter(({ inTarget }) => inTarget);
  return {
    ...{ legacyAgents: legacy.length, targetAgents: target.length },
    stayingAgents: agents.filter(({ inLegacy, inTarget }) => inLegacy && inTarget).length,
    potentialPaths: { before: legacy.length ** 2, after: target.length ** 2 },
    routes: { before: hierarchyRoutes(legacy).length, after: hierarchyRoutes(target).length },
    observedPaths,
    migrations: plannedMigrations(roster).length,
    gaps: gapsOf(agents),
    capabilitiesWithoutTarget: [...roster.capabilities.keys()].filter(
      (name) => !roster.targetAgentsByCapability.get(name)?.length,
    ),
    sources: sourcesOf(legacy),
    plan,
  };
}

/** Legacy agents that neither stay nor are taken over, with the reason in words. */
export function gapsOf(agents: readonly Agent[]): Gap[] {
  const takenOver = new Set(
    agents
      .filter(({ inTarget }) => inTarget)
      .flatMap(({ personas }) => personas.map(({ legacyAgentId }) => legacyAgentId)),
  );
  return agents
    .filter(({ id, inLegacy, inTarget }) => inLegacy && !inTarget && !takenOver.has(id))
    .map(({ id, name, department }) => ({
      ...{ agentId: id, agent: name },
      reason: `no agent of the target roster takes it over; ${departmentIn(agents, department)}`,
    }));
}

function departmentIn(agents: readonly Agent[], department: string): string {
  const count = agents.filter((agent) => agent.inTarget && agent.department === department).length;
  return count === 0 ? `nobody of ${department} is in it` : `${count} of ${department} are in it`;
}

function sourcesOf(legacy: readonly Agent[]): Record<string, number> {
  const named = (paper: string) => legacy.filter(({ sources }) => sources.includes(paper)).length;
  return {
    ...Object.fromEntries(PAPERS.map((paper) => [paper, named(paper)])),
    none: legacy.filter(({ sources }) => !PAPERS.some((paper) => sources.includes(paper))).length,
  };
}

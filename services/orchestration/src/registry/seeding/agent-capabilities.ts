import type { AgentCapability, ExecutorChoice } from '../agent.js';
import type { SeededAgent } from './read-roster.js';

/** What agents can do, by id and capability with expertise, and what a run costs. */
export interface CapableAgents {
  readonly costs: Readonly<Record<string, { readonly costMinor: string; readonly allowanceMinor?: string }>>;
  /** Capabilities that another executor than the agent's own is for. */
  readonly executors?: Readonly<Record<string, ExecutorChoice>>;
  readonly agents: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

type Expertise = ReadonlyMap<string, number>;

/** What a director is as good at as one half of those who report to it: enough to step in, never enough to be preferred. */
const STEPPING_IN = 0.5;

/**
 * The capabilities of every agent, by its id:
 * - what is written for itself,
 * - for a target agent, all that those it takes over can do, as well as the best of them,
 * - for a director or the orchestrator, what those who report to it can do, half as well: work falls back to it. Only one step
 *   up: work is never handed through a chain of directors.
 */
export function agentCapabilities(
  agents: readonly SeededAgent[],
  capable: CapableAgents,
): Map<string, readonly AgentCapability[]> {
  const own = new Map(agents.map((agent) => [agent.id, ownExpertise(agent, capable.agents)]));
  return new Map(
    agents.map((agent) => {
      const below = isAbove(agent) ? reportsOf(agent, agents).map(({ id }) => halved(own.get(id)!)) : [];
      const expertise = best([...below, own.get(agent.id)!]);
      const names = [...expertise.keys()].sort();
      return [agent.id, names.map((name) => ({ name, expertise: expertise.get(name)!, ...termsOf(name, capable) }))];
    }),
  );
}

function ownExpertise({ id, personas }: SeededAgent, written: CapableAgents['agents']): Expertise {
  const ids = new Set([id, ...personas.flatMap(({ legacyAgentId }) => legacyAgentId ?? [])]);
  return best([...ids].map((one) => new Map(Object.entries(written[one] ?? {}))));
}

const isAbove = ({ level }: SeededAgent): boolean => level === 'director' || level === 'orchestrator';

/** Of the same roster: who stays leads those who stay. */
function reportsOf(manager: SeededAgent, agents: readonly SeededAgent[]): SeededAgent[] {
  return agents.filter(
    ({ reportsTo, inTarget }) => reportsTo === manager.id && (manager.inTarget ? inTarget : !inTarget),
  );
}

function best(all: readonly Expertise[]): Expertise {
  const of = new Map<string, number>();
  for (const expertise of all) {
    for (const [name, value] of expertise) of.set(name, Math.max(of.get(name) ?? 0, value));
  }
  return of;
}

function halved(expertise: Expertise): Expertise {
  return new Map([...expertise].map(([name, value]) => [name, Math.round(value * STEPPING_IN * 100) / 100]));
}

function termsOf(name: string, { costs, executors }: CapableAgents): Omit<AgentCapability, 'name' | 'expertise'> {
  const executor = executors?.[name];
  return { costMinor: '0', ...costs[name], ...(executor && { executor }) };
}

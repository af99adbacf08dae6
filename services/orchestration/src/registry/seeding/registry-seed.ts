import { agentsCsv, seedJson } from '../../seeds/seed-files.js';
import type { Agent, ExecutorChoice, Persona } from '../agent.js';
import type { Capability } from '../capability.js';
import { REGISTRY_DEFAULTS } from '../registry-defaults.js';
import { rosterOf } from '../roster-snapshot.js';
import type { Roster } from '../roster.js';
import { agentCapabilities, type CapableAgents } from './agent-capabilities.js';
import { readRoster, type SeededAgent } from './read-roster.js';
import { seededResilience, type ResilienceSettings } from './seeded-resilience.js';

/** What a registry begins with. */
export interface RegistrySeed {
  readonly departments: readonly string[];
  readonly agents: readonly Agent[];
  readonly capabilities: readonly Capability[];
}

export interface SeedSources {
  /** `agents.csv` */
  readonly csv: string;
  readonly capabilities: readonly Omit<Capability, 'version'>[];
  readonly capable: CapableAgents;
  readonly resilience: ResilienceSettings;
}

/** The seed of these sources. @throws Error with every fault of theirs */
export function seedOf({ csv, capabilities, capable, resilience }: SeedSources): RegistrySeed {
  const { agents, faults } = readRoster(csv);
  const known = new Set(capabilities.map(({ name }) => name));
  const all = [
    ...faults.map(({ agent, message }) => `${agent}: ${message}`),
    ...Object.keys(capable.agents)
      .filter((id) => !agents.some((agent) => agent.id === id))
      .map((id) => `${id}: capabilities of an agent that there is not`),
    ...Object.entries(capable.agents).flatMap(([id, names]) =>
      Object.keys(names).flatMap((name) => (known.has(name) ? [] : [`${id}: there is no capability ${name}`])),
    ),
  ];
  if (all.length > 0) throw new Error(`the seeds of the registry are not sound: ${all.join('; ')}`);
  const capabilitiesOf = agentCapabilities(agents, capable);
  return {
    departments: [...new Set(agents.map(({ department }) => department))].sort(),
    capabilities: capabilities.map((capability) => ({ ...capability, version: 1 })),
    agents: agents.map((agent) => ({
      ...agent,
      personas: agent.personas.map((persona) => ({
        ...persona,
        capabilities: capabilitiesFor(persona, agent, capable),
      })),
      status: 'active',
      ...{
        sla: REGISTRY_DEFAULTS.sla,
        executor: executorOf(agent),
        budget: REGISTRY_DEFAULTS.budget,
        tools: [],
      },
      capabilities: capabilitiesOf.get(agent.id)!,
      resilience: seededResilience(agent.id, resilience),
      version: 1,
    })),
  };
}

/**
 * Those who go do their work as they always did, by the older variant of a playbook where there is one: what a shadow compares
 * would otherwise be one program with itself.
 */
function executorOf({ inTarget }: SeededAgent): ExecutorChoice {
  return inTarget ? REGISTRY_DEFAULTS.executor : { ...REGISTRY_DEFAULTS.executor, settings: { variant: 'legacy' } };
}

/** What the one it stands for can do; a role of its own is for what is written for the agent. */
function capabilitiesFor({ legacyAgentId }: Persona, { id }: SeededAgent, { agents }: CapableAgents): string[] {
  return Object.keys(agents[legacyAgentId ?? id] ?? {}).sort();
}

/** The seed beside the program. */
export function registrySeed(): RegistrySeed {
  return seedOf({
    csv: agentsCsv(),
    capabilities: seedJson('capabilities.json'),
    capable: seedJson('agent-capabilities.json'),
    resilience: seedJson('resilience.json'),
  });
}

/** The roster that a service starts with, without a database: for what is made from it, and for specs. */
export function seededRoster(): Roster {
  const { agents, capabilities } = registrySeed();
  return rosterOf(1, agents, capabilities);
}

import type { Agent, Persona } from '../../registry/agent.js';
import type { Capability } from '../../registry/capability.js';
import type { Roster } from '../../registry/roster.js';
import type { Task } from '../task.js';

/** Who does a task, and what is to be done. */
export interface Acting {
  readonly agent: Agent;
  readonly persona: Persona | null;
  readonly capability: Capability;
}

/** Work that nobody has a capability for is described by its words alone; a person does it, in any form. */
const ANYTHING: Capability = {
  name: 'anything',
  title: 'Anything',
  description: 'What no capability describes',
  inputSchema: { type: 'object' },
  outputSchema: {},
  effects: 'internal',
  dataClass: 'personal',
  reversible: false,
  comparator: { name: 'none' },
  approval: 'never',
  timeoutMs: 86_400_000,
  version: 1,
};

const PERSON = { kind: 'human' } as const;

/** Stands for the people of the house where the roster has nobody to stand for them. */
const NOBODY: Agent = {
  ...{ id: 'person', name: 'A person', department: 'executive', level: 'orchestrator', reportsTo: null, role: '' },
  ...{ inLegacy: false, inTarget: true, status: 'active', sla: { p95Ms: 86_400_000 }, executor: PERSON, tools: [] },
  ...{ budget: { category: 'none' }, personas: [], capabilities: [], sources: [], version: 1 },
  resilience: { failuresToOpen: 1, successesToClose: 1, openMs: 1, halfOpenMax: 1, bulkhead: 1 },
};

/** The agent in whose name a person works: the one that had the task last, else the root. */
export function personFor(roster: Roster, agentId: string | null): Agent {
  const last = agentId === null ? undefined : roster.agents.get(agentId);
  const root = [...roster.agents.values()].find(({ reportsTo, inTarget }) => reportsTo === null && inTarget);
  const agent = last ?? root ?? NOBODY;
  // A person costs no money here, and no executor of a capability stands before them.
  return { ...agent, executor: PERSON, capabilities: [] };
}

/** Who does a task that was given to somebody; undefined when the roster has neither the agent nor the capability any more. */
export function actingOf(task: Pick<Task, 'agentId' | 'personaId' | 'capability' | 'stage'>, roster: Roster) {
  const capability = task.capability === null ? undefined : roster.capabilities.get(task.capability);
  if (task.stage === 'person') {
    const agent = personFor(roster, task.agentId);
    return { agent, persona: null, capability: capability ?? ANYTHING } satisfies Acting;
  }
  const agent = task.agentId === null ? undefined : roster.agents.get(task.agentId);
  if (!agent || !capability) return undefined;
  const persona = agent.personas.find(({ id }) => id === task.personaId) ?? null;
  return { agent, persona, capability } satisfies Acting;
}

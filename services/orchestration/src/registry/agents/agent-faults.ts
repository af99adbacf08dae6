import type { BodyFault } from '@vividwalls/platform';
import type { Agent } from '../agent.js';
import type { Capability } from '../capability.js';
import { hierarchyFaults } from '../hierarchy.js';
import { statusFault } from './status-change.js';

/** What an agent must fit into. */
export interface RegistryAround {
  /** All of them as they are, the agent itself included when it is there. */
  readonly agents: ReadonlyMap<string, Agent>;
  readonly capabilities: ReadonlyMap<string, Capability>;
  readonly departments: ReadonlySet<string>;
}

/**
 * Every fault that an agent would have, or would give others, with a pointer into it: its place in the hierarchy, capabilities
 * that nobody knows, personas for what it cannot do or for whom another agent stands in already, a status that it cannot get.
 */
export function agentFaults(agent: Agent, around: RegistryAround): BodyFault[] {
  return [
    ...capabilityFaults(agent, around),
    ...personaFaults(agent, around),
    ...statusFaults(agent, around),
    ...placeFaults(agent, around),
  ];
}

function capabilityFaults({ capabilities }: Agent, around: RegistryAround): BodyFault[] {
  return [
    ...capabilities.flatMap(({ name }, i) =>
      around.capabilities.has(name) ? [] : [fault(`/capabilities/${i}/name`, `there is no capability ${name}`)],
    ),
    ...repeated(capabilities.map(({ name }) => name)).map((i) => fault(`/capabilities/${i}/name`, 'is there twice')),
  ];
}

function personaFaults(agent: Agent, { agents }: RegistryAround): BodyFault[] {
  const has = new Set(agent.capabilities.map(({ name }) => name));
  const takenOver = takenOverByOthers(agent, agents);
  const faults = agent.personas.flatMap(({ capabilities, legacyAgentId }, i) => [
    ...capabilities.flatMap((name, at) =>
      has.has(name) ? [] : [fault(`/personas/${i}/capabilities/${at}`, `${name} is no capability of this agent`)],
    ),
    ...(legacyAgentId === null ? [] : legacyFaults(legacyAgentId, `/personas/${i}/legacyAgentId`)),
  ]);
  return [
    ...faults,
    ...repeated(agent.personas.map(({ id }) => id)).map((i) => fault(`/personas/${i}/id`, 'is there twice')),
    ...repeated(agent.personas.map(({ legacyAgentId }, i) => legacyAgentId ?? `\0${i}`)).map((i) =>
      fault(`/personas/${i}/legacyAgentId`, 'another persona stands for it already'),
    ),
  ];

  function legacyFaults(id: string, pointer: string): BodyFault[] {
    const legacy = id === agent.id ? agent : agents.get(id);
    if (!legacy) return [fault(pointer, `there is no agent ${id}`)];
    if (!legacy.inLegacy) return [fault(pointer, `${id} is not of the legacy roster`)];
    const other = takenOver.get(id);
    return other === undefined ? [] : [fault(pointer, `${other} takes ${id} over already`)];
  }
}

/** Legacy agents that personas of other agents stand for, with the agents that have them. */
function takenOverByOthers(agent: Agent, agents: ReadonlyMap<string, Agent>): Map<string, string> {
  const others = [...agents.values()].filter(({ id }) => id !== agent.id);
  return new Map(
    others.flatMap(({ id, personas }) =>
      personas.flatMap(({ legacyAgentId }) => (legacyAgentId === null ? [] : [[legacyAgentId, id] as const])),
    ),
  );
}

function statusFaults({ id, status }: Agent, { agents }: RegistryAround): BodyFault[] {
  const before = agents.get(id);
  const message = before && statusFault(before.status, status);
  if (message !== undefined) return [fault('/status', message)];
  if (status !== 'retired' || before?.status === 'retired') return [];
  const left = [...agents.values()].filter((one) => one.reportsTo === id && one.status !== 'retired');
  if (left.length === 0) return [];
  const [first] = left;
  const who = left.length === 1 ? `${first!.id} reports` : `${first!.id} and ${left.length - 1} more report`;
  return [fault('/status', `${who} to it: give them another manager first`)];
}

/** The hierarchy as it would be. A fault that it would cause elsewhere has no field here: it names the other agent. */
function placeFaults(agent: Agent, { agents, departments }: RegistryAround): BodyFault[] {
  const all = [...agents.values()].filter(({ id }) => id !== agent.id);
  return hierarchyFaults([...all, agent], departments).map(({ agentId, pointer, message }) =>
    agentId === agent.id || agentId === null ? fault(pointer, message) : fault('', `${agentId}: ${message}`),
  );
}

/** Places of values that were there before. */
function repeated(values: readonly string[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, i) => {
    if (seen.has(value)) return [i];
    seen.add(value);
    return [];
  });
}

const fault = (pointer: string, message: string): BodyFault => ({ pointer, message });

import { AgentSet, CapabilitySet } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { Agent } from './agent.js';
import type { Capability } from './capability.js';

/** Longest change that is told; beyond it, it is cut. */
const CHANGE_CHARACTERS = 500;

/** The news of an agent that was entered or changed: it as it is since then. */
export function agentSet(agent: Agent, change: string, actor: string): NewEvent<AgentSet> {
  const { id, name, department, level, reportsTo, status, inLegacy, inTarget, personas, capabilities, version } = agent;
  return {
    ...{ event: AgentSet, subject: id, version, actor },
    data: {
      ...{ agentId: id, name, department, level, reportsTo, status, inLegacy, inTarget },
      personas: personas.map((persona) => persona.id),
      capabilities: capabilities.map((capability) => capability.name),
      agentVersion: version,
      change: change.slice(0, CHANGE_CHARACTERS),
    },
  };
}

/** The news of a capability that was entered or changed. */
export function capabilitySet(capability: Capability, change: string, actor: string): NewEvent<CapabilitySet> {
  const { name, title, effects, dataClass, reversible, version } = capability;
  return {
    ...{ event: CapabilitySet, subject: name, version, actor },
    data: {
      ...{ capability: name, title, effects, dataClass, reversible },
      capabilityVersion: version,
      change: change.slice(0, CHANGE_CHARACTERS),
    },
  };
}

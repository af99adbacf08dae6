import type { JsonObject } from '../json.js';
import type { Agent, ExecutorChoice } from '../registry/agent.js';
import type { ExecutionRequest } from './executor.js';

/** The executor that the agent has for the capability: one of its own, else the agent's. */
export function executorFor(agent: Agent, capability: string): ExecutorChoice {
  return agent.capabilities.find(({ name }) => name === capability)?.executor ?? agent.executor;
}

/** The settings of that executor; empty where there are none. */
export function settingsFor({ agent, capability }: ExecutionRequest): JsonObject {
  return executorFor(agent, capability.name).settings ?? {};
}

import { OrchestrationConfig } from '../../orchestration.config.js';
import type { Agent } from '../../registry/agent.js';
import type { JsonObject } from '../../json.js';
import type { ExecutionOutcome, ExecutionRequest } from '../executor.js';
import { LlmExecutor } from '../llm/llm.executor.js';
import { asFailed } from '../outcome.js';
import { aCapability, anAgent, aRequest } from './requests.js';

/** Says what a message is about: an order, or something else. */
export const TOPIC = aCapability({
  outputSchema: { type: 'object', required: ['topic'], properties: { topic: { enum: ['order', 'other'] } } },
});

/** A task for a model with these settings. */
export function llmTask(
  settings: JsonObject,
  given: Partial<ExecutionRequest> = {},
  agent: Partial<Agent> = {},
): ExecutionRequest {
  const one = anAgent({ executor: { kind: 'llm', settings }, ...agent });
  return aRequest({ agent: one, capability: TOPIC, input: { text: 'where is it?' }, ...given });
}

/** Runs tasks as an executor with this configuration does; what it throws is the failure that the engine makes of it. */
export function llmTrial(config: Partial<OrchestrationConfig>) {
  const executor = new LlmExecutor(Object.assign(new OrchestrationConfig(), config));
  return (request: ExecutionRequest, signal = new AbortController().signal): Promise<ExecutionOutcome> =>
    executor.execute(request, signal).catch(asFailed);
}

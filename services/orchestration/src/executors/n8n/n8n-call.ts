import type { JsonObject } from '../../json.js';
import type { ExecutionRequest } from '../executor.js';

/** What a workflow is told: the shape in which the shop's workflows have always been called, with the task beside it. */
export function callBody(request: ExecutionRequest, now: Date): JsonObject {
  const { agent, persona, capability, context } = request;
  return {
    trigger: 'task',
    timestamp: now.toISOString(),
    agent_id: agent.id,
    action_type: capability.name,
    data: {
      input: request.input,
      parameters: { persona: persona?.id ?? null, ...persona?.settings },
      context: { ...context },
    },
    metadata: {
      task_id: request.taskId,
      execution_id: request.idempotencyKey,
      attempt: request.attempt,
      priority: request.priority,
      mode: request.mode,
      deadline: request.deadline.toISOString(),
      correlation_id: request.correlationId,
      requires_approval: false,
      test: request.test,
    },
  };
}

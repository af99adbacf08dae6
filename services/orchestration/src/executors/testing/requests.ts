import { randomUUID } from 'node:crypto';
import type { Json } from '../../json.js';
import type { Agent } from '../../registry/agent.js';
import type { Capability } from '../../registry/capability.js';
import type { ExecutionOutcome, ExecutionRequest } from '../executor.js';

/** An agent at work, of which a spec says what matters to it. */
export function anAgent(given: Partial<Agent> = {}): Agent {
  return {
    ...{ id: 'support-agent', name: 'Support Agent', department: 'Customer Experience', level: 'specialist' },
    ...{ reportsTo: null, role: 'answers customers', inLegacy: false, inTarget: true, status: 'active' },
    ...{ sla: { p95Ms: 2_000 }, executor: { kind: 'playbook' }, tools: [], budget: { category: 'llm' } },
    ...{ personas: [], capabilities: [], sources: [], version: 1 },
    resilience: { failuresToOpen: 3, successesToClose: 2, openMs: 60_000, halfOpenMax: 3, bulkhead: 4 },
    ...given,
  };
}

export function aCapability(given: Partial<Capability> = {}): Capability {
  return {
    ...{ name: 'support.triage', title: 'Triage a message', description: 'Says what a message is about.' },
    ...{ inputSchema: { type: 'object' }, outputSchema: { type: 'object' }, effects: 'none', dataClass: 'internal' },
    ...{ reversible: true, comparator: { name: 'exact' }, approval: 'never', timeoutMs: 10_000, version: 1 },
    ...given,
  };
}

/** A try that has a minute. */
export function aRequest(given: Partial<ExecutionRequest> = {}): ExecutionRequest {
  const taskId = given.taskId ?? randomUUID();
  return {
    ...{ taskId, idempotencyKey: `${taskId}:run`, attempt: 1, agent: anAgent(), persona: null },
    ...{ capability: aCapability(), input: {}, context: {}, priority: 'high', mode: 'act' },
    ...{ deadline: new Date(new Date().getTime() + 60_000), reservedMinor: null, currency: null, correlationId: 'c-1' },
    ...{ traceparent: null, test: false, doneSteps: new Map<string, Json>(), resumedBy: null },
    ...given,
  };
}

type Failed = Extract<ExecutionOutcome, { kind: 'failed' }>;

/** The failure that an outcome is; throws when it is none. */
export function failureOf(outcome: ExecutionOutcome): Failed {
  if (outcome.kind !== 'failed') throw new Error(`expected a failure, got ${outcome.kind}`);
  return outcome;
}

/** The output of an outcome; throws, with what went wrong, when it has none. */
export function outputOf(outcome: ExecutionOutcome): Json {
  if (outcome.kind === 'succeeded') return outcome.output;
  throw new Error(
    `expected an output, got ${outcome.kind === 'failed' ? `${outcome.code}: ${outcome.message}` : outcome.kind}`,
  );
}

import type { Agent } from './agent.js';

/** What an agent has for which nothing else is said. */
export const REGISTRY_DEFAULTS = {
  /** The plan's own target: a response within two seconds for 95 of 100 requests. */
  sla: { p95Ms: 2_000 },
  executor: { kind: 'playbook' },
  /** What finance calls the money that agents' work costs. */
  budget: { category: 'llm' },
  /** The breaker is that of the shop's message settings; the bulkhead is ours: above what one agent of a shop has at a time. */
  resilience: { failuresToOpen: 5, successesToClose: 2, openMs: 60_000, halfOpenMax: 3, bulkhead: 16 },
} as const satisfies Pick<Agent, 'sla' | 'executor' | 'budget' | 'resilience'>;

import type { Resilience } from '../agent.js';
import { REGISTRY_DEFAULTS } from '../registry-defaults.js';

/** The shop's settings, as its messages have them. Names of agents with underscores. */
export interface ResilienceSettings {
  readonly circuit_breaker: Readonly<
    Record<string, { failures?: number; successes?: number; timeout_ms?: number; half_open?: number }>
  >;
}

/** An agent's settings: what is written for it, otherwise the default. */
export function seededResilience(agentId: string, { circuit_breaker: settings }: ResilienceSettings): Resilience {
  const { failures, successes, timeout_ms, half_open } = {
    ...settings['default'],
    ...settings[agentId.replaceAll('-', '_')],
  };
  if (failures === undefined || successes === undefined || timeout_ms === undefined || half_open === undefined) {
    throw new Error('resilience.json has no complete default for the circuit breaker');
  }
  return {
    ...{ failuresToOpen: failures, successesToClose: successes, openMs: timeout_ms, halfOpenMax: half_open },
    bulkhead: REGISTRY_DEFAULTS.resilience.bulkhead,
  };
}

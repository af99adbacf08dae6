import type { Resilience } from '../../registry/agent.js';

/**
 * cockatiel samples `calls` tries while half open and opens again when more than `threshold × calls` of them failed. The
 * agents' settings say it the other way round: so many successes close it, at most so many tries are let through.
 */
export function halfOpenSampling({
  successesToClose,
  halfOpenMax,
}: Pick<Resilience, 'successesToClose' | 'halfOpenMax'>): { calls: number; threshold: number } {
  const calls = Math.max(1, halfOpenMax, successesToClose);
  // Half a failure more than is allowed, so that no rounding makes it one fewer.
  return { calls, threshold: (calls - Math.max(1, successesToClose) + 0.5) / calls };
}

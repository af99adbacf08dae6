import { retryDelayMs } from '@vividwalls/messaging';
import type { Priority } from '../task.js';

/** Further tries of the same agent: what is urgent is worth more of them before another takes over. */
export const RETRIES: Readonly<Record<Priority, number>> = { high: 3, medium: 2, low: 1 };

/** Delay of the first retry, ms, doubled with each … */
export const RETRY_BASE_MS = 1_000;
/** … up to this. */
export const RETRY_MAX_MS = 60_000;

/**
 * Leases of a task that ended without a word before it is taken for the cause. From the second on it runs with no other suspect
 * beside it; an innocent one that is there at so many deaths has been unlucky in a way that no night of crashes comes to.
 */
export const DEATHS_MAX = 5;

/** Whether the present agent tries again after so many tries. */
export const mayRetry = (priority: Priority, attempt: number): boolean => attempt <= RETRIES[priority];

/** Ms until the next try of the same agent. @param atLeastMs what the executor asked for */
export function retryAfterMs(attempt: number, atLeastMs: number, chance: () => number): number {
  return Math.max(atLeastMs, retryDelayMs(Math.max(1, attempt), RETRY_BASE_MS, RETRY_MAX_MS, chance));
}

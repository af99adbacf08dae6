/**
 * When a job's next letter is due, ms on the same clock as the arguments: one interval after the letter before was due, so
 * that slow steps do not slow the rate; but never in the past, so that what an outage held up is not made up in a burst.
 */
export function nextDueMs(dueMs: number, nowMs: number, ratePerSecond: number): number {
  const intervalMs = 1_000 / ratePerSecond;
  return Math.max(dueMs + intervalMs, nowMs);
}

/** How far ahead of ours the clock of whoever tells of a touch may be. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** What is wrong with the time of a touch, or undefined. */
export function faultOfTime(occurredAt: string, now: Date): string | undefined {
  const aheadMs = Date.parse(occurredAt) - now.getTime();
  return aheadMs > CLOCK_SKEW_MS ? `is in the future: ${occurredAt}, and it is ${now.toISOString()} now` : undefined;
}

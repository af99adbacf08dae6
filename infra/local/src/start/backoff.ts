/** A service that stumbles once is back at once; one that can't start does not burn the machine. */
export const BACKOFF_FIRST_MS = 200;
export const BACKOFF_MAX_MS = 15_000;

/**
 * How long to wait before the next attempt: doubling from the first delay up to the maximum, and then between a half and the
 * whole of that, so that services that died together do not return together.
 * @param failures attempts in a row that failed, from 1
 * @param chance from 0 up to but not including 1
 */
export function restartDelayMs(failures: number, chance: number): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (failures - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * chance);
}

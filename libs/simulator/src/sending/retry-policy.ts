/** As Shopify: a failed delivery is tried eight times more. Its four hours are squeezed into about a minute. */
export const DEFAULT_ATTEMPTS = 9;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
/** A receiver may ask for patience, but not for ever. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/**
 * How long to wait before the next attempt, in milliseconds: doubling, or what the receiver asked for.
 *
 * @param attempt how many were made, from 1
 * @param retryAfter the header: seconds, or an HTTP date
 */
export function waitBeforeRetryMs(attempt: number, retryAfter: string | undefined, nowMs: number): number {
  if (retryAfter !== undefined) {
    const asked = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - nowMs;
    if (Number.isFinite(asked)) return Math.min(Math.max(asked, 0), LONGEST_RETRY_AFTER_MS);
  }
  return Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
}

/**
 * A refusal that repeating the same bytes won't change: wrong signature, malformed, too large. Shopify repeats even these;
 * here they end at once, because a mistyped secret shouldn't take a minute per webhook to find out.
 */
export const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;

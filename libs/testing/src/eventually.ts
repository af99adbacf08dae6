export interface EventuallyOptions {
  timeoutMs?: number;
  intervalMs?: number;
}

/** Longer than a retry's first delays, shorter than Jest's own limit, so that the reason is this function's to tell. */
const TIMEOUT_MS = 10_000;
const INTERVAL_MS = 20;

/**
 * Calls `check` until it neither throws nor returns false, and gives back what it returned.
 * @throws what it threw last, once `timeoutMs` have passed
 */
export async function eventually<T>(check: () => T | Promise<T>, options: EventuallyOptions = {}): Promise<T> {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const value = await check();
      if (value !== false) return value;
      failure = new Error(`the condition was still false after ${timeoutMs} ms`);
    } catch (error) {
      failure = error;
    }
    if (Date.now() >= deadline) throw failure;
    await new Promise((resolve) => setTimeout(resolve, options.intervalMs ?? INTERVAL_MS));
  }
}

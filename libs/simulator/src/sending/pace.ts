/** When each delivery is meant to leave. */
export interface Pace {
  /** Waits for the next slot; its intended time (performance.now) is the latency's zero. Rejects when aborted. */
  next(signal?: AbortSignal): Promise<number>;
}

/** Below this a timer is too coarse to be worth its while; the slot is simply taken. */
const TIMER_FLOOR_MS = 1;

/**
 * Open loop: slots lie at fixed distances, whatever the receiver does. One that is reached late keeps its intended time,
 * so that a stalled receiver shows up in the latencies instead of slowing the clock (coordinated omission).
 *
 * @param perSecond 0: as fast as possible, where a slot is simply now
 */
export function paced(perSecond: number, now: () => number = () => performance.now()): Pace {
  if (perSecond === 0) return { next: () => Promise.resolve(now()) };
  const startedAt = now();
  let slot = 0;
  return {
    async next(signal) {
      const intended = startedAt + (slot * 1_000) / perSecond;
      slot += 1;
      const early = intended - now();
      if (early >= TIMER_FLOOR_MS) await pause(early, signal);
      return intended;
    },
  };
}

/** A timer that an abort ends early, by rejecting with the signal's reason. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

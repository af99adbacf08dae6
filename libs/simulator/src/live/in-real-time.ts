import type { Delivery } from '../deliveries/delivery.js';
import { pause } from '../sending/pace.js';

export interface RealTime {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Waits; rejects when aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** After that nothing is waited for: what is still on its way is given at once. */
  readonly untilAt: number;
}

/** Gives each delivery when its moment has come. An abort ends it without an error. */
export async function* inRealTime(
  deliveries: Iterable<Delivery>,
  { now, wait = pause, signal, untilAt }: RealTime,
): AsyncGenerator<Delivery, void> {
  for (const one of deliveries) {
    const early = Math.min(one.at, untilAt) - now();
    try {
      if (early > 0) await wait(early, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (signal.aborted) return;
    yield one;
  }
}

import type { Demo } from './demo.js';

const LOOK_EVERY_MS = 200;

/** How a figure came to rest. */
export type Rested = 'reached' | 'stalled';

/**
 * Waits until a figure that only grows is as large as wanted, or has not grown for `stallMs`: then what is missing will not come
 * by itself.
 */
export async function untilCount(
  demo: Demo,
  count: () => Promise<number>,
  wanted: number,
  stallMs: number,
): Promise<Rested> {
  let [last, stalledMs] = [-1, 0];
  for (;;) {
    const now = await count();
    if (now >= wanted) return 'reached';
    stalledMs = now > last ? 0 : stalledMs + LOOK_EVERY_MS;
    if (stalledMs >= stallMs) return 'stalled';
    last = now;
    await demo.pause(LOOK_EVERY_MS);
  }
}

/** Waits until it is so. @returns false when it was not within `withinMs` */
export async function untilSo(demo: Demo, isSo: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= withinMs; waitedMs += LOOK_EVERY_MS) {
    if (await isSo()) return true;
    await demo.pause(LOOK_EVERY_MS);
  }
  return false;
}

import type { Turn } from '@vividwalls/messaging';

/** So long may senders come first: with turns of other work in between, hundreds of deliveries a second get out all the same. */
export const DOOR_FIRST_MS = 30;

/**
 * Ends a turn of other work and lets senders who wait have their answers first, but never for long.
 * @param now a clock in ms
 */
export async function doorFirst(
  turn: Turn,
  intake: { readonly waiting: number },
  now: () => number = () => performance.now(),
): Promise<void> {
  const end = now() + DOOR_FIRST_MS;
  do await turn.next();
  while (intake.waiting > 0 && now() < end);
}

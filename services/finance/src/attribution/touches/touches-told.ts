import type { TiedTouch } from '../credits/considered-touches.js';

/**
 * The touches that tellings speak of, as one order sees them: each once, at its earliest time, a test when any telling says so.
 *
 * What the order's own visit made counts for this order alone, as it says so now, and is of the time at which it was placed. A
 * checkout may have told of the same visit before; then it is one touch.
 */
export function touchesTold(
  tellings: readonly TiedTouch[],
  order: { readonly placedAt: string; readonly ownTouches: readonly TiedTouch[] },
): TiedTouch[] {
  const own = order.ownTouches.map((touch) => ({ ...touch, occurredAt: order.placedAt }));
  const touches = new Map<string, TiedTouch>();
  for (const touch of [...tellings, ...own]) {
    const known = touches.get(touch.id);
    const first = known && known.occurredAt <= touch.occurredAt ? known : touch;
    touches.set(touch.id, { ...first, test: touch.test || (known?.test ?? false) });
  }
  return [...touches.values()];
}

import type { Chance } from '@vividwalls/simulator';

/**
 * Every item, some of them twice: as a sender that does not know whether its first attempt arrived would deliver them. The
 * second stands right behind the first; `reordered` moves them apart.
 * @param rate probability from 0 to 1 that an item is repeated
 */
export function duplicated<T>(items: readonly T[], chance: Chance, rate: number): T[] {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`rate ${rate} is not in 0…1`);
  return items.flatMap((item) => (chance.happens(rate) ? [item, item] : [item]));
}

/**
 * The same items in another order, none further than `window` places from its own: each is as late as chance has it, up to the
 * window, and they are sorted by when they arrive.
 * @param window a whole number of places; with 0 the order stays
 */
export function reordered<T>(items: readonly T[], chance: Chance, window: number): T[] {
  if (!Number.isInteger(window) || window < 0) throw new RangeError(`window ${window} is not a whole number from 0`);
  return items
    .map((item, place) => ({ item, arrival: place + chance.unit() * (window + 1) }))
    .sort((one, other) => one.arrival - other.arrival)
    .map(({ item }) => item);
}

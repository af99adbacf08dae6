import { SUSPECT_AFTER_DELIVERIES, SUSPECT_GROUP_SHRINKS_BY } from '../limits.js';

/** How many messages that were delivered so often may be handled together. */
export function suspectGroupSize(deliveries: number, maxBatch: number): number {
  const deaths = deliveries - SUSPECT_AFTER_DELIVERIES;
  return Math.max(1, Math.floor(maxBatch / SUSPECT_GROUP_SHRINKS_BY ** Math.max(0, deaths)));
}

/**
 * Groups of messages one of which may kill the process that handles it. Whoever survives a group has committed; after each
 * death the groups are smaller, so the guilty one stands alone after a few, and most of the innocent never have to.
 */
export function suspectGroups<T>(suspects: readonly T[], deliveriesOf: (one: T) => number, maxBatch: number): T[][] {
  const sorted = [...suspects].sort((a, b) => deliveriesOf(a) - deliveriesOf(b));
  const groups: T[][] = [];
  for (const one of sorted) {
    const size = suspectGroupSize(deliveriesOf(one), maxBatch);
    const last = groups.at(-1);
    if (last && last.length < size) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

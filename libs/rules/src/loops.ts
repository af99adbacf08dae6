import { Failure } from './failure.js';
import { spend } from './steps.js';

/** One turn of a loop: what the predicate, or the transformation, comes to for an item. */
type Turn = (item: unknown) => unknown;

/** A loop over items. `choose` is the filter of `map(item, filter, transformation)`. Returns a Failure as value. */
export type Loop = (items: readonly unknown[], turn: Turn, failure: Failure, choose?: Turn) => unknown;

/**
 * Whether an item decides: `exists` by one that is true, `all` by one that is false. As in CEL an item that decides makes up
 * for others that failed.
 */
const decidedBy =
  (decisive: boolean): Loop =>
  (items, turn, failure) => {
    let failed: unknown;
    for (const item of items) {
      if (!spend(1)) return failure;
      const answer = turn(item);
      if (answer === decisive) return decisive;
      if (answer !== !decisive) failed ??= answer instanceof Failure ? answer : failure;
    }
    return failed ?? !decisive;
  };

/** The items, transformed, for which `choose` is true. Any failure is that of the whole. */
function collect(items: readonly unknown[], turn: Turn, failure: Failure, choose?: Turn): unknown {
  const collected: unknown[] = [];
  for (const item of items) {
    if (!spend(1)) return failure;
    const chosen = choose ? choose(item) : true;
    if (typeof chosen !== 'boolean') return chosen instanceof Failure ? chosen : failure;
    if (!chosen) continue;
    const value = turn(item);
    if (value instanceof Failure) return value;
    collected.push(value);
  }
  return collected;
}

export const LOOP: Readonly<Record<string, Loop>> = {
  all: decidedBy(false),
  exists: decidedBy(true),
  exists_one: (items, turn, failure) => {
    const chosen = collect(items, (item) => item, failure, turn);
    return Array.isArray(chosen) ? chosen.length === 1 : chosen;
  },
  filter: (items, turn, failure) => collect(items, (item) => item, failure, turn),
  map: collect,
};

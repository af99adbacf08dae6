import { AttributionError } from '../attribution-error.js';

/** What a counter has counted, as JSON can carry it: one place in every array of numbers for each context. */
export interface MarkovSnapshot {
  readonly order: number;
  readonly players: readonly string[];
  /** The context without its newest player; −1 for the empty one, which comes first. Parents come before children. */
  readonly parents: readonly number[];
  /** Place of the newest player in `players`. */
  readonly newest: readonly number[];
  readonly steps: readonly number[];
  readonly conversions: readonly number[];
  readonly values: readonly number[];
  readonly nulls: readonly number[];
}

/** @throws AttributionError `bad_snapshot` when it is of another order, or not as `MarkovCounter.snapshot` makes it */
export function checkedSnapshot(snapshot: MarkovSnapshot, order: number): MarkovSnapshot {
  if (snapshot.order !== order)
    throw new AttributionError('bad_snapshot', `Counts of order ${snapshot.order} can't join counts of order ${order}`);
  if (!isWhole(snapshot)) throw new AttributionError('bad_snapshot', 'These are not the counts of a Markov counter');
  return snapshot;
}

function isWhole({ order, players, parents, newest, steps, conversions, values, nulls }: MarkovSnapshot): boolean {
  const size = parents.length;
  const counts = [steps, conversions, values, nulls];
  if (size === 0 || [newest, ...counts].some((array) => array.length !== size)) return false;
  if (!counts.every((array) => array.every((amount) => amount >= 0 && amount < Infinity))) return false;
  const depths: number[] = [];
  return parents.every((parent, at) => {
    if (at === 0) return parent === -1 && depths.push(0) === 1;
    const depth = depths.push((depths[parent] ?? Infinity) + 1) && depths[at]!;
    const ended = conversions[at]! + values[at]! + nulls[at]! > 0;
    // Only a state can be an end; a context one longer than the order is a step and nothing else.
    return depth <= order + (ended ? 0 : 1) && Number.isInteger(newest[at]) && players[newest[at]!] !== undefined;
  });
}

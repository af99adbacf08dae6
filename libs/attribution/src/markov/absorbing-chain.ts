import type { ContextTree } from './context-tree.js';

/**
 * The chain as counts: what was seen leaving each state, self-loops left out. State 0 is the start, which nothing leads
 * back to. Rows are sparse, in the compressed form of three arrays; probabilities are never formed, since a row's counts
 * divided by their sum are what they would be, without a rounding.
 *
 * A loop from a state to itself changes how long a journey stays and not where it goes next, so leaving it out changes
 * no probability of ending anywhere, and every remaining row leads out: each journey counted here came to an end.
 */
export interface AbsorbingChain {
  /** Number of states. */
  readonly size: number;
  /** Newest player of each state; −1 for the start. */
  readonly newest: Int32Array;
  /** Where the row of a state begins in `targets` and `counts`; one more than there are states. */
  readonly rows: Int32Array;
  readonly targets: Int32Array;
  readonly counts: Float64Array;
  /** Everything that leaves a state: its counts and its ends. */
  readonly leaving: Float64Array;
  /** Journeys that ended in a state, converting or not. */
  readonly ends: Float64Array;
  /** Conversions, or their value, that ended in a state. */
  readonly rewards: Float64Array;
}

/** What a journey is worth in its end: 1 for each conversion, or the value of all of them. */
export type RewardBy = 'conversions' | 'value';

export function absorbingChain(tree: ContextTree, by: RewardBy): AbsorbingChain {
  const states = statesOf(tree);
  const size = states.newest.length;
  const rows = new Int32Array(size + 1);
  const leaving = new Float64Array(size);
  eachStep(tree, states.byNode, (from) => (rows[from + 1]! += 1));
  for (let state = 0; state < size; state += 1) rows[state + 1]! += rows[state]!;

  const targets = new Int32Array(rows[size]!);
  const counts = new Float64Array(rows[size]!);
  const filled = rows.slice(0, size);
  eachStep(tree, states.byNode, (from, to, count) => {
    const at = filled[from]!++;
    targets[at] = to;
    counts[at] = count;
    leaving[from]! += count;
  });

  const ends = new Float64Array(size);
  const rewards = new Float64Array(size);
  states.nodes.forEach((node, state) => {
    ends[state] = tree.conversions[node]! + tree.nulls[node]!;
    rewards[state] = ends[state] === 0 ? 0 : by === 'value' ? tree.values[node]! : tree.conversions[node]!;
    leaving[state]! += ends[state]!;
  });
  return { size, newest: states.newest, rows, targets, counts, leaving, ends, rewards };
}

interface States {
  /** The state of a node of the tree, −1 when no journey was ever there. */
  readonly byNode: Int32Array;
  readonly nodes: readonly number[];
  readonly newest: Int32Array;
}

/** Nodes that a counted journey came through; the others are suffixes that only exist to be found. */
function statesOf(tree: ContextTree): States {
  const visited = new Uint8Array(tree.size);
  visited[0] = 1;
  for (let node = 1; node < tree.size; node += 1) if (tree.steps[node]! > 0) visited[tree.stateAfter(node)] = 1;
  const byNode = new Int32Array(tree.size).fill(-1);
  const nodes: number[] = [];
  visited.forEach((seen, node) => {
    if (seen === 1) byNode[node] = nodes.push(node) - 1;
  });
  return { byNode, nodes, newest: Int32Array.from(nodes, (node) => tree.players[node]!) };
}

function eachStep(
  tree: ContextTree,
  byNode: Int32Array,
  take: (from: number, to: number, count: number) => void,
): void {
  for (let node = 1; node < tree.size; node += 1) {
    const count = tree.steps[node]!;
    if (count === 0) continue;
    const from = byNode[tree.parents[node]!]!;
    const to = byNode[tree.stateAfter(node)]!;
    if (from !== to) take(from, to, count);
  }
}

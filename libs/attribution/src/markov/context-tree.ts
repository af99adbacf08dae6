import { AttributionError } from '../attribution-error.js';
import { PairIndex } from './pair-index.js';

/** Distinct contexts with what follows them, at most: some 150 MiB. Twelve channels at order 4 need 271,453. */
export const MAX_CONTEXTS = 2_000_000;
const FIRST_CAPACITY = 1_024;

/** The node of the empty context: where every path starts. */
export const ROOT = 0;

/**
 * Counts of an order-k Markov chain, as a tree of the touches read so far.
 *
 * A node is a sequence of at most k + 1 players, reached from its parent by its newest one. A sequence of up to k is a
 * state of the chain: the last k touches, fewer at the start. A node is at the same time the step from its parent to
 * where that step leads, which is the node itself, or for k + 1 players the sequence without its oldest one (`drop`).
 * So one look-up per touch finds both the counter and the next state, and no key is ever put together.
 *
 * Nodes are numbered in the order they are made: parents come before children.
 */
export class ContextTree {
  size = 1;
  parents = new Int32Array(FIRST_CAPACITY);
  players = new Int32Array(FIRST_CAPACITY);
  /** Journeys that took the step from the parent to here. */
  steps = new Float64Array(FIRST_CAPACITY);
  /** What ended in this state: conversions, their value, journeys that came to nothing. */
  conversions = new Float64Array(FIRST_CAPACITY);
  values = new Float64Array(FIRST_CAPACITY);
  nulls = new Float64Array(FIRST_CAPACITY);
  private depths = new Uint8Array(FIRST_CAPACITY);
  private drops = new Int32Array(FIRST_CAPACITY);
  private readonly children = new PairIndex(
    (node) => this.parents[node]!,
    (node) => this.players[node]!,
  );

  constructor(
    readonly order: number,
    private readonly mostContexts = MAX_CONTEXTS,
  ) {
    this.parents[ROOT] = -1;
    this.players[ROOT] = -1;
  }

  /** The state that the step of `node` leads to. */
  stateAfter(node: number): number {
    return this.depths[node]! > this.order ? this.drops[node]! : node;
  }

  /** The node of a sequence and one more player. @throws AttributionError `too_large` */
  child(node: number, player: number): number {
    const found = this.children.get(node, player);
    return found >= 0 ? found : this.grown(node, player);
  }

  private grown(node: number, player: number): number {
    const depth = this.depths[node]! + 1;
    // Its own suffix first: numbered lower, and there whenever a longer sequence leads back to it.
    const drop = depth === 1 ? ROOT : this.child(this.drops[node]!, player);
    if (this.size === this.mostContexts)
      throw new AttributionError(
        'too_large',
        `Paths of order ${this.order} have more than ${this.mostContexts.toLocaleString('en-US')} different contexts; use a lower order, or group channels`,
      );
    if (this.size === this.parents.length) this.enlarge();
    const made = this.size++;
    this.parents[made] = node;
    this.players[made] = player;
    this.depths[made] = depth;
    this.drops[made] = drop;
    this.children.set(node, player, made);
    return made;
  }

  private enlarge(): void {
    const capacity = Math.min(this.size * 2, this.mostContexts);
    const larger = <A extends Int32Array | Float64Array | Uint8Array>(array: A, wider: A): A => (
      wider.set(array),
      wider
    );
    this.parents = larger(this.parents, new Int32Array(capacity));
    this.players = larger(this.players, new Int32Array(capacity));
    this.drops = larger(this.drops, new Int32Array(capacity));
    this.depths = larger(this.depths, new Uint8Array(capacity));
    this.steps = larger(this.steps, new Float64Array(capacity));
    this.conversions = larger(this.conversions, new Float64Array(capacity));
    this.values = larger(this.values, new Float64Array(capacity));
    this.nulls = larger(this.nulls, new Float64Array(capacity));
  }
}

import { AttributionError } from '../attribution-error.js';
import { checkPath } from '../paths/conversion-path.js';
import { PlayerRegister } from '../paths/player-register.js';
import { absorbingChain, type RewardBy } from './absorbing-chain.js';
import { ContextTree, ROOT } from './context-tree.js';
import { MarkovFit } from './markov-fit.js';
import { checkedSnapshot, type MarkovSnapshot } from './markov-snapshot.js';
import { removalEffects } from './removal-effects.js';

/** Longer contexts than this are rarer than the paths they come from. */
export const MAX_ORDER = 10;

/**
 * Counts paths for a Markov model of order k: the next touch depends on the last k. Paths may come in any order, from
 * several counters that are merged, or from a snapshot; what is kept grows with the different contexts, not with the
 * paths.
 */
export class MarkovCounter {
  private readonly tree: ContextTree;
  private readonly register = new PlayerRegister();

  /** @throws AttributionError `bad_setting` */
  constructor(readonly order = 1) {
    if (!Number.isInteger(order) || order < 1 || order > MAX_ORDER)
      throw new AttributionError('bad_setting', `The order of a Markov model must be 1…${MAX_ORDER}, got ${order}`);
    this.tree = new ContextTree(order);
  }

  /** Every player on any path so far, in the order they came up. */
  get players(): readonly string[] {
    return this.register.names;
  }

  /**
   * @param path players in time order
   * @param conversions journeys that took this path and converted
   * @param value of those conversions together
   * @param nulls journeys that took it and did not
   * @throws AttributionError `empty_path`, `path_too_long`, `bad_amount`; `too_large` when there are too many contexts
   */
  add(path: readonly string[], conversions = 1, value = 0, nulls = 0): void {
    checkPath({ path, conversions, value, nulls });
    const { tree } = this;
    const journeys = conversions + nulls;
    let state = ROOT;
    for (const name of path) {
      const step = tree.child(state, this.register.numberOf(name));
      tree.steps[step]! += journeys;
      state = tree.stateAfter(step);
    }
    tree.conversions[state]! += conversions;
    tree.values[state]! += value;
    tree.nulls[state]! += nulls;
  }

  /** Takes over what another counter of the same order has counted. @throws AttributionError `bad_snapshot` */
  merge(other: MarkovCounter | MarkovSnapshot): void {
    const { tree } = this;
    const from = checkedSnapshot(other instanceof MarkovCounter ? other.snapshot() : other, this.order);
    const players = from.players.map((name) => this.register.numberOf(name));
    const nodes = new Int32Array(from.parents.length);
    from.parents.forEach((parent, at) => {
      const node = at === ROOT ? ROOT : tree.child(nodes[parent]!, players[from.newest[at]!]!);
      nodes[at] = node;
      tree.steps[node]! += from.steps[at]!;
      tree.conversions[node]! += from.conversions[at]!;
      tree.values[node]! += from.values[at]!;
      tree.nulls[node]! += from.nulls[at]!;
    });
  }

  /** Everything counted, as JSON can carry it. */
  snapshot(): MarkovSnapshot {
    const { tree, order } = this;
    const numbers = (array: Int32Array | Float64Array): number[] => Array.from(array.subarray(0, tree.size));
    return {
      order,
      players: [...this.players],
      parents: numbers(tree.parents),
      newest: numbers(tree.players),
      steps: numbers(tree.steps),
      conversions: numbers(tree.conversions),
      values: numbers(tree.values),
      nulls: numbers(tree.nulls),
    };
  }

  /** @throws AttributionError `bad_snapshot` */
  static from(snapshot: MarkovSnapshot): MarkovCounter {
    const counter = new MarkovCounter(snapshot.order);
    counter.merge(snapshot);
    return counter;
  }

  /**
   * Removal effects of all players, solved exactly.
   *
   * @param by what is lost when a player is removed: conversions, or their value
   * @throws AttributionError `too_large` or `not_settled` when the chain is beyond what can be solved
   */
  fit(by: RewardBy = 'conversions'): MarkovFit {
    const totals = { conversions: 0, nulls: 0 };
    for (let node = 0; node < this.tree.size; node += 1) {
      totals.conversions += this.tree.conversions[node]!;
      totals.nulls += this.tree.nulls[node]!;
    }
    const effects = removalEffects(absorbingChain(this.tree, by), this.players.length);
    return new MarkovFit(
      this.order,
      totals.conversions,
      totals.nulls,
      new Map(this.players.map((name, player) => [name, effects[player]!])),
    );
  }
}

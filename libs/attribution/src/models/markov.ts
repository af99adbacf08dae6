import { shapleyWeights } from './shapley.js';
import { timesMet } from './times-met.js';

/**
 * Markov on one path: in proportion to the removal effects of its players, a player's part evenly over its touches.
 *
 * Removal effects are a property of all paths together; dividing one order by them is our rule, not the papers'. Where
 * no player of the path has an effect (none of them was on any path that converted), they share evenly.
 *
 * @param players of each touch, in time order
 * @param effectOf removal effect of a player, none negative; `MarkovFit.effectOf` knows what to say of a stranger
 * @returns one weight a touch, in time order
 *
 * Source: Anderl, Becker, von Wangenheim, Schumann, "Mapping the customer journey: Lessons learned from graph-based
 * online attribution modeling" (2016).
 */
export function markovWeights(players: readonly string[], effectOf: (player: string) => number): number[] {
  const met = timesMet(players);
  const weights = players.map((player) => effectOf(player) / met.get(player)!);
  return weights.some((weight) => weight > 0) ? weights : shapleyWeights(players);
}

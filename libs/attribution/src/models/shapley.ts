import { timesMet } from './times-met.js';

/** Weights beyond this are floats: an exact common multiple of many different counts has hundreds of digits. */
const LARGEST_EXACT = 1e12;

/**
 * Shapley on one path: its value split evenly over its distinct players, a player's part evenly over its touches.
 *
 * Taken over all paths this is the Shapley value of the game in which a set of players is worth the sum of all paths
 * that need nobody else, v(S) = Σ value of paths whose players ⊆ S. That game is a sum of games in which all players of
 * one path are needed and nobody else matters; symmetry and the dummy axiom share such a game evenly among its players,
 * and additivity adds the shares up. So the sum over 2ⁿ sets never has to be formed.
 *
 * @param players of each touch, in time order
 * @returns one weight a touch: integers in exactly these proportions as long as they stay below 10¹²
 *
 * Source: Shapley, "A value for n-person games" (1953); Zhao, Mahboobi, Bagheri, "Shapley Value Methods for Attribution
 * Modeling in Online Advertising" (2018), formula (7).
 */
export function shapleyWeights(players: readonly string[]): number[] {
  const met = timesMet(players);
  let multiple = 1;
  for (const times of met.values()) {
    multiple = (multiple / greatestCommonDivisor(multiple, times)) * times;
    if (multiple > LARGEST_EXACT) return players.map((player) => 1 / met.get(player)!);
  }
  return players.map((player) => multiple / met.get(player)!);
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

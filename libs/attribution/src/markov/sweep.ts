import { AttributionError } from '../attribution-error.js';
import type { AbsorbingChain } from './absorbing-chain.js';

/** Relative distance to the solution at which sweeping ends; doubles hold some 2e-16. */
const SETTLED = 1e-14;
/** Transitions looked at, at most, for all players together: some ten seconds. */
export const MOST_WORK = 10_000_000_000;
const NOBODY = -2;

/**
 * What of all rewards is lost with each player, for chains too large to eliminate: the same linear equations, solved by
 * Gauss–Seidel sweeps over the sparse rows until the answer has settled to the last digits.
 *
 * Each sweep adds something positive and comes nearer from below. How far is still to go is known and not guessed: let
 * δₛ be what a sweep added to state s, and vₛ how often a journey is in s; then what is missing at the start is at most
 * Σ vₛ·δₛ. (What is missing is Σ Nₛ·ρₛ, with Nₛ the expected visits after a player's removal, ρₛ the residuals. A
 * removal makes visits rarer, Nₛ ≤ vₛ; vₛ is what was counted; and the flow through a state, Σ vₛ·p(s→t) = vₜ, carries
 * residuals over to δ.)
 *
 * First B, what a journey in each state will bring. Then for each player what a journey brings through it: an arrival at
 * one of its states is worth B there, and nothing else is worth anything. No difference is taken, so that small effects
 * are as exact as large ones.
 *
 * @returns by player, in the unit of the rewards
 * @throws AttributionError `not_settled` when it would take too long
 */
export function lostBySweeping(chain: AbsorbingChain, players: number, mostWork = MOST_WORK): Float64Array {
  // Where no journey set out, there is nothing to divide by.
  if (chain.leaving[0] === 0) return new Float64Array(players);
  const budget = { work: mostWork };
  const whole = solve(chain, chain.rewards, NOBODY, budget);
  // A removal only makes journeys shorter: none of the others takes longer than this one did.
  if ((mostWork - budget.work) * (players + 1) > mostWork) throw tooLarge(chain);
  return Float64Array.from({ length: players }, (_, player) => {
    const through = solve(chain, arrivals(chain, player, whole), player, budget);
    return through[0]! * chain.leaving[0]!;
  });
}

/** What a state gains by the steps that lead to a player, each worth what the state arrived at is. */
function arrivals({ size, newest, rows, targets, counts }: AbsorbingChain, player: number, worth: Float64Array) {
  const gains = new Float64Array(size);
  for (let state = 0; state < size; state += 1) {
    for (let at = rows[state]!; at < rows[state + 1]!; at += 1) {
      if (newest[targets[at]!] === player) gains[state]! += counts[at]! * worth[targets[at]!]!;
    }
  }
  return gains;
}

/** What a journey in each state will bring, given what is gained in each; states of `removed` bring nothing. */
function solve(chain: AbsorbingChain, gains: Float64Array, removed: number, budget: { work: number }): Float64Array {
  const { size, newest, rows, targets, counts, leaving } = chain;
  const worth = new Float64Array(size);
  for (;;) {
    budget.work -= targets.length + size;
    if (budget.work < 0) throw tooLarge(chain);
    let missing = 0;
    // Backwards: the start and the short contexts after it have low numbers and need everything else.
    for (let state = size - 1; state >= 0; state -= 1) {
      if (newest[state] === removed) continue;
      let sum = gains[state]!;
      for (let at = rows[state]!; at < rows[state + 1]!; at += 1) sum += counts[at]! * worth[targets[at]!]!;
      const found = sum / leaving[state]!;
      missing += leaving[state]! * Math.abs(found - worth[state]!);
      worth[state] = found;
    }
    if (missing <= SETTLED * worth[0]! * leaving[0]!) return worth;
  }
}

function tooLarge({ size }: AbsorbingChain): AttributionError {
  const states = size.toLocaleString('en-US');
  return new AttributionError(
    'not_settled',
    `A chain of ${states} states would take too long to solve; use a lower order, or group channels`,
  );
}

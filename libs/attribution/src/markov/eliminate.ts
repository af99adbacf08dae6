import { AttributionError } from '../attribution-error.js';
import type { AbsorbingChain } from './absorbing-chain.js';

/** Rows and columns in full; what a row's journeys ended with stands beside them. State 0 is the start. */
interface DenseChain {
  readonly size: number;
  readonly newest: Int32Array;
  readonly cells: Float64Array;
  readonly ends: Float64Array;
  readonly rewards: Float64Array;
}

/**
 * What of all rewards is lost with each player, by elimination.
 *
 * Eliminating a state sends what came to it on to where it leads, so that nothing changes between the states that are
 * left. The divisor is the sum of what leaves the state, not one less what stays: nothing is ever subtracted, and small
 * effects are as exact as large ones.
 *
 * For each player all states but its own have to go. Doing so one player at a time would cost n³ for each. Halving does
 * it for all of them in n³ together: eliminate the states of one half of the players, go on with the other half, and the
 * other way round. What remains in the end is the start and the states of one player; what then still reaches a
 * conversion through those states is what would be lost.
 *
 * Source: Grassmann, Taksar, Heyman, "Regenerative analysis and steady state distributions for Markov chains" (1985);
 * O'Cinneide, "Entrywise perturbation theory and error analysis for Markov chains" (1993) for its accuracy.
 *
 * @returns by player, in the unit of the rewards
 */
export function lostByElimination(chain: AbsorbingChain, players: number): Float64Array {
  const lost = new Float64Array(players);
  const owned = new Int32Array(players);
  for (const player of chain.newest.subarray(1)) owned[player]! += 1;
  const present = Array.from(owned.keys()).filter((player) => owned[player]! > 0);
  if (present.length > 0) halve(dense(chain), present, owned, lost);
  return lost;
}

function halve(chain: DenseChain, players: readonly number[], owned: Int32Array, lost: Float64Array): void {
  if (players.length === 1) {
    lost[players[0]!] = rewardThrough(chain);
    return;
  }
  const middle = middleOf(players, owned);
  for (const half of [players.slice(0, middle), players.slice(middle)]) halve(keepOnly(chain, half), half, owned, lost);
}

/** Where to cut so that both halves have about as many states. */
function middleOf(players: readonly number[], owned: Int32Array): number {
  const states = players.reduce((sum, player) => sum + owned[player]!, 0);
  let [before, cut] = [owned[players[0]!]!, 1];
  while (cut < players.length - 1 && before + owned[players[cut]!]! / 2 <= states / 2)
    before += owned[players[cut++]!]!;
  return cut;
}

/** What the start gains through the states that are left, leaving out what it gains without them. */
function rewardThrough(chain: DenseChain): number {
  chain.ends[0] = 0;
  chain.rewards[0] = 0;
  for (let state = chain.size - 1; state > 0; state -= 1) eliminateLast(chain, state);
  return chain.rewards[0]!;
}

/** The chain with the start and the states of some players only. */
function keepOnly(chain: DenseChain, players: readonly number[]): DenseChain {
  const kept = new Set(players);
  const stays = (state: number) => state === 0 || kept.has(chain.newest[state]!);
  const states = Array.from(chain.newest.keys());
  const staying = states.filter(stays);
  const ordered = rearranged(chain, [...staying, ...states.filter((state) => !stays(state))], chain.size);
  for (let state = chain.size - 1; state >= staying.length; state -= 1) eliminateLast(ordered, state);
  return rearranged(ordered, Array.from(staying.keys()), staying.length);
}

/** Eliminates a state whose followers are gone already: rows and columns up to it are all there is. */
function eliminateLast({ size, cells, ends, rewards }: DenseChain, state: number): void {
  const own = state * size;
  let leaving = ends[state]!;
  for (let to = 0; to < state; to += 1) leaving += cells[own + to]!;
  if (!(leaving > 0)) throw new AttributionError('not_settled', 'The counts are too small to tell where a state leads');
  for (let from = 0; from < state; from += 1) {
    const row = from * size;
    if (cells[row + state] === 0) continue;
    const share = cells[row + state]! / leaving;
    for (let to = 0; to < state; to += 1) cells[row + to]! += share * cells[own + to]!;
    // What comes back to where it set out is a loop, and stays out.
    cells[row + from] = 0;
    ends[from]! += share * ends[state]!;
    rewards[from]! += share * rewards[state]!;
  }
}

function rearranged(chain: DenseChain, order: readonly number[], size: number): DenseChain {
  const cells = new Float64Array(size * size);
  const pick = (array: Float64Array): Float64Array => Float64Array.from(order, (state) => array[state]!);
  order.forEach((from, row) => {
    order.forEach((to, column) => (cells[row * size + column] = chain.cells[from * chain.size + to]!));
  });
  const newest = Int32Array.from(order, (state) => chain.newest[state]!);
  return { size, newest, cells, ends: pick(chain.ends), rewards: pick(chain.rewards) };
}

function dense({ size, newest, rows, targets, counts, ends, rewards }: AbsorbingChain): DenseChain {
  const cells = new Float64Array(size * size);
  for (let state = 0; state < size; state += 1) {
    for (let at = rows[state]!; at < rows[state + 1]!; at += 1) cells[state * size + targets[at]!] = counts[at]!;
  }
  return { size, newest, cells, ends: ends.slice(), rewards: rewards.slice() };
}

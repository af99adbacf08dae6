import { AttributionError } from '../attribution-error.js';
import type { AbsorbingChain } from './absorbing-chain.js';
import { lostByElimination } from './eliminate.js';
import { lostBySweeping } from './sweep.js';

/** Elimination of so many states takes a moment, whatever they look like. */
const ALWAYS_ELIMINATED = 300;
/** And of so many some seconds and 100 MiB. */
const MOST_ELIMINATED = 2_000;
/** Sweeps that a chain usually needs: some ten times the mean length of a journey. */
const USUAL_SWEEPS = 60;

/**
 * Removal effect of every player: the share of all rewards that would be lost if each step to it led to nothing,
 * 1 − P(conversion without it) ÷ P(conversion).
 *
 * A player that is on no converting journey of the chain has 0, one that is on all has 1. Effects don't sum to 1: two
 * players that are both on every path have 1 each.
 *
 * Source: Anderl, Becker, von Wangenheim, Schumann, "Mapping the customer journey" (2016), §3.3. ChannelAttribution
 * estimates the same figures by simulating journeys and counting the conversions that met a channel; here the linear
 * equations are solved.
 *
 * @param chain its counts and what is to be lost
 * @param players how many there are; those without a state have no effect
 * @throws AttributionError `not_settled` when the chain is too large to solve in a bounded time
 */
export function removalEffects(chain: AbsorbingChain, players: number): Float64Array {
  const total = chain.rewards.reduce((sum, reward) => sum + reward, 0);
  if (total === 0) return new Float64Array(players);
  return lost(chain, players).map((reward) => Math.min(1, reward / total));
}

function lost(chain: AbsorbingChain, players: number): Float64Array {
  const { size, targets } = chain;
  const dear = size ** 3 > (players + 1) * targets.length * USUAL_SWEEPS;
  if (size <= ALWAYS_ELIMINATED || (size <= MOST_ELIMINATED && !dear)) return lostByElimination(chain, players);
  try {
    return lostBySweeping(chain, players);
  } catch (error) {
    // Journeys that loop for long settle slowly; elimination does not mind them.
    const slow = error instanceof AttributionError && error.code === 'not_settled' && size <= MOST_ELIMINATED;
    if (slow) return lostByElimination(chain, players);
    throw error;
  }
}

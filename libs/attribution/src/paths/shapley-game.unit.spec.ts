import fc from 'fast-check';
import { PLAYERS, somePaths } from '../testing/some-paths.js';
import { attributePaths } from './attribute-paths.js';
import type { ConversionPath } from './conversion-path.js';

/** What a set of players is worth: the paths that need nobody else. Sets are bit masks. */
const worth = (paths: readonly ConversionPath[], set: number): number =>
  paths.reduce((sum, { path, value }) => {
    const needed = path.reduce((mask, player) => mask | (1 << PLAYERS.indexOf(player)), 0);
    return (needed & ~set) === 0 ? sum + value : sum;
  }, 0);

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const bits = (set: number): number => PLAYERS.filter((_, at) => set & (1 << at)).length;

/** The definition: what a player adds to every set without it, weighted by how often it joins just then. */
function definition(paths: readonly ConversionPath[], player: number): number {
  const n = PLAYERS.length;
  let sum = 0;
  for (let set = 0; set < 1 << n; set += 1) {
    if (set & (1 << player)) continue;
    const size = bits(set);
    const often = (factorial(size) * factorial(n - size - 1)) / factorial(n);
    sum += often * (worth(paths, set | (1 << player)) - worth(paths, set));
  }
  return sum;
}

describe('Shapley over paths', () => {
  it('is the Shapley value of the game, as the full sum over 2ⁿ sets gives it', () => {
    fc.assert(
      fc.property(somePaths, (paths) => {
        const found = new Map(attributePaths(paths, 'shapley').channels.map(({ channel, value }) => [channel, value]));
        PLAYERS.forEach((player, index) => expect(found.get(player) ?? 0).toBeCloseTo(definition(paths, index), 8));
      }),
      { numRuns: 150 },
    );
  });
});

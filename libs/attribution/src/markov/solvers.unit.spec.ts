import fc from 'fast-check';
import { somePaths } from '../testing/some-paths.js';
import { absorbingChain, type AbsorbingChain } from './absorbing-chain.js';
import { ContextTree, ROOT } from './context-tree.js';
import { lostByElimination } from './eliminate.js';
import { removalEffects } from './removal-effects.js';
import { lostBySweeping } from './sweep.js';

/** Paths of numbered players, each converting `conversions` times. */
function chainOf(order: number, paths: { path: number[]; conversions: number; nulls: number }[]): AbsorbingChain {
  const tree = new ContextTree(order);
  for (const { path, conversions, nulls } of paths) {
    let state = ROOT;
    for (const player of path) {
      const step = tree.child(state, player);
      tree.steps[step]! += conversions + nulls;
      state = tree.stateAfter(step);
    }
    tree.conversions[state]! += conversions;
    tree.nulls[state]! += nulls;
  }
  return absorbingChain(tree, 'conversions');
}

/** Journeys that go to and fro so long that hardly anything leaves in one sweep. */
const loops = (players: number): AbsorbingChain =>
  chainOf(1, [
    { path: Array.from({ length: 10_000 }, (_, at) => at % players), conversions: 1, nulls: 0 },
    { path: [0], conversions: 0, nulls: 1 },
  ]);

describe('elimination and sweeping', () => {
  it('find the same, to the last digits', () => {
    const names = ['mail', 'search', 'social', 'video', 'n8n'];
    const chains = fc.tuple(somePaths, fc.integer({ min: 1, max: 4 })).map(([paths, order]) =>
      chainOf(
        order,
        paths.map((one) => ({ ...one, path: one.path.map((name) => names.indexOf(name)) })),
      ),
    );
    fc.assert(
      fc.property(chains, (chain) => {
        const [eliminated, swept] = [lostByElimination(chain, 5), lostBySweeping(chain, 5)];
        eliminated.forEach((lost, player) => {
          if (lost === 0) expect(swept[player]).toBe(0);
          else expect(swept[player]! / lost).toBeCloseTo(1, 11);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('agree on a chain of a thousand states', () => {
    let random = 1;
    const next = (below: number) => ((random = (random * 48_271) % 2_147_483_647) >> 8) % below;
    const paths = Array.from({ length: 5_000 }, () => ({
      path: Array.from({ length: 1 + next(9) }, () => next(10)),
      conversions: next(2),
      nulls: 1,
    }));
    const chain = chainOf(3, paths);
    expect(chain.size).toBeGreaterThan(1_000);
    const [eliminated, swept] = [lostByElimination(chain, 10), lostBySweeping(chain, 10)];
    eliminated.forEach((lost, player) => expect(swept[player]! / lost).toBeCloseTo(1, 11));
  });

  it('find nothing where no journey was counted', () => {
    const chain = chainOf(2, [{ path: [0, 1], conversions: 0, nulls: 0 }]);
    expect([...lostByElimination(chain, 2), ...lostBySweeping(chain, 2)]).toEqual([0, 0, 0, 0]);
  });

  it('sweeping gives up when it would take too long, before it has taken that long', () => {
    expect(() => lostBySweeping(loops(40), 40, 100_000)).toThrow(
      /A chain of 41 states would take too long to solve; use a lower order/,
    );
  });

  it('elimination does not mind long loops', () => {
    const lost = lostByElimination(loops(40), 40);
    // One conversion, and every player is on it.
    lost.forEach((one) => expect(one).toBeCloseTo(1, 9));
  });
});

describe('removal effects of a chain', () => {
  it('are all 0 when nothing converts', () => {
    const chain = chainOf(2, [{ path: [0, 1, 0], conversions: 0, nulls: 3 }]);
    expect([...removalEffects(chain, 2)]).toEqual([0, 0]);
  });

  it('are 0 for players that are on no counted journey', () => {
    const chain = chainOf(1, [
      { path: [0], conversions: 1, nulls: 0 },
      { path: [1], conversions: 0, nulls: 0 },
    ]);
    expect([...removalEffects(chain, 3)]).toEqual([1, 0, 0]);
  });

  it('of many players at order 1 are solved by elimination', () => {
    const players = 400;
    const paths = Array.from({ length: players }, (_, at) => ({
      path: [at, (at * 7 + 1) % players],
      conversions: 1,
      nulls: 1,
    }));
    const effects = removalEffects(chainOf(1, paths), players);
    effects.forEach((effect) => expect(effect > 0 && effect < 0.1).toBe(true));
  });
});

import fc from 'fast-check';
import { firstWeights } from './first.js';
import { kindWeights, TOUCH_KINDS } from './kind.js';
import { lastWeights } from './last.js';
import { linearWeights } from './linear.js';
import { markovWeights } from './markov.js';
import { positionWeights } from './position.js';
import { shapleyWeights } from './shapley.js';
import { timeDecayWeights } from './time-decay.js';
import { PLAYERS, sumOf } from '../testing/some-paths.js';

const lengths = fc.integer({ min: 1, max: 200 });

describe('models by position', () => {
  it.each([
    ['first', firstWeights, [[1], [1, 0], [1, 0, 0, 0]]],
    ['last', lastWeights, [[1], [0, 1], [0, 0, 0, 1]]],
    ['linear', linearWeights, [[1], [1, 1], [1, 1, 1, 1]]],
    ['position', positionWeights, [[1], [1, 1], [4, 1, 1, 4]]],
  ])('%s of one, two and four touches', (_name, weights, [one, two, four]) => {
    expect([weights(0), weights(1), weights(2), weights(4)]).toEqual([[], one, two, four]);
  });

  it('position is 40/20/40 exactly, in integers, however long the middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 5_000 }), (count) => {
        const weights = positionWeights(count);
        const sum = sumOf(weights);
        expect(weights.every(Number.isInteger)).toBe(true);
        expect([weights[0]! * 100, weights.at(-1)! * 100]).toEqual([40 * sum, 40 * sum]);
        expect(new Set(weights.slice(1, -1)).size).toBe(1);
      }),
    );
  });
});

describe('time decay', () => {
  it('halves with every half-life', () => {
    expect(timeDecayWeights([21, 14, 7, 0], 7)).toEqual([0.125, 0.25, 0.5, 1]);
    expect(timeDecayWeights([10, 9], 1)).toEqual([0.5, 1]);
  });

  it('looks at differences only: touches long ago are divided as recent ones are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 8 }), fc.nat(100_000), (ages, earlier) => {
        expect(
          timeDecayWeights(
            ages.map((age) => age + earlier),
            7,
          ),
        ).toEqual(timeDecayWeights(ages, 7));
      }),
    );
  });
});

describe('weights by kind', () => {
  const weights = { direct: 4, assisted: 2, influenced: 0 };

  it('take what is configured', () =>
    expect(kindWeights(['influenced', 'direct', 'assisted', 'direct'], weights)).toEqual([0, 4, 2, 4]));

  it('are even when nothing on the path counts', () =>
    expect(kindWeights(['influenced', 'influenced'], weights)).toEqual([1, 1]));

  it('depend on the kind alone', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TOUCH_KINDS), { minLength: 1 }), (kinds) => {
        const found = kindWeights(kinds, { direct: 3, assisted: 2, influenced: 1 });
        kinds.forEach((kind, index) => expect(found[index]).toBe({ direct: 3, assisted: 2, influenced: 1 }[kind]));
      }),
    );
  });
});

describe('models by player', () => {
  const players = fc.array(fc.constantFrom(...PLAYERS), { minLength: 1, maxLength: 30 });
  const partOf = (weights: number[], on: string[], player: string) =>
    sumOf(weights.filter((_, index) => on[index] === player)) / sumOf(weights);

  it('Shapley gives each player the same, however often it was met', () => {
    expect(shapleyWeights(['a', 'b', 'a', 'a'])).toEqual([1, 3, 1, 1]);
    fc.assert(
      fc.property(players, (path) => {
        const weights = shapleyWeights(path);
        const distinct = [...new Set(path)];
        for (const player of distinct) expect(partOf(weights, path, player)).toBeCloseTo(1 / distinct.length, 12);
      }),
    );
  });

  it('Shapley stays near the truth where exact integers would be too long', () => {
    const path = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41].flatMap((times) =>
      Array<string>(times).fill(`p${times}`),
    );
    expect(partOf(shapleyWeights(path), path, 'p41')).toBeCloseTo(1 / 13, 14);
  });

  it('Markov follows the removal effects', () => {
    const effects: Record<string, number> = { a: 0.75, b: 0.5, c: 0 };
    expect(markovWeights(['a', 'b', 'a', 'c'], (player) => effects[player]!)).toEqual([0.375, 0.5, 0.375, 0]);
  });

  it('Markov gives each the same when none of them has an effect', () =>
    expect(markovWeights(['a', 'b', 'a'], () => 0)).toEqual([1, 2, 1]));
});

describe('the order of touches', () => {
  it('turned round, first is last, and the symmetric models are as they were', () => {
    fc.assert(
      fc.property(lengths, (count) => {
        expect(firstWeights(count).reverse()).toEqual(lastWeights(count));
        expect(positionWeights(count).reverse()).toEqual(positionWeights(count));
      }),
    );
  });
});

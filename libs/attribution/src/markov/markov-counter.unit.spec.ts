import fc from 'fast-check';
import { convertingPaths, PLAYERS, somePaths } from '../testing/some-paths.js';
import { textbookEffects } from '../testing/textbook-markov.js';
import type { ConversionPath } from '../paths/conversion-path.js';
import { MAX_ORDER, MarkovCounter } from './markov-counter.js';
import { MarkovFit } from './markov-fit.js';

const orders = fc.integer({ min: 1, max: 4 });

function counted(paths: readonly ConversionPath[], order = 1): MarkovCounter {
  const counter = new MarkovCounter(order);
  for (const { path, conversions, value, nulls } of paths) counter.add(path, conversions, value, nulls);
  return counter;
}

function expectEffects(found: MarkovFit, expected: ReadonlyMap<string, number>, digits = 10): void {
  expect(new Set(found.effects.keys())).toEqual(new Set(expected.keys()));
  for (const [player, effect] of expected) expect(found.effectOf(player)).toBeCloseTo(effect, digits);
}

describe('removal effects', () => {
  it('are those of a dense solution, and the chance to convert is the chain’s', () => {
    fc.assert(
      fc.property(somePaths, orders, (paths, order) => {
        const fit = counted(paths, order).fit();
        const { probability, effects } = textbookEffects(paths, order);
        expectEffects(fit, effects);
        expect(fit.conversionProbability ?? 0).toBeCloseTo(probability, 10);
      }),
      { numRuns: 200 },
    );
  });

  it('on the value are those of a dense solution too', () => {
    fc.assert(
      fc.property(convertingPaths, orders, (paths, order) => {
        const { effects } = textbookEffects(paths, order, ({ value }) => value);
        expectEffects(counted(paths, order).fit('value'), effects);
      }),
      { numRuns: 150 },
    );
  });

  it('lie between 0 and 1; of a player that is on every path it is 1', () => {
    fc.assert(
      fc.property(convertingPaths, orders, (paths, order) => {
        const led = paths.map((one) => ({ ...one, path: ['door', ...one.path] }));
        const fit = counted(led, order).fit();
        for (const effect of fit.effects.values()) expect(effect >= 0 && effect <= 1).toBe(true);
        expect(fit.effectOf('door')).toBeCloseTo(1, 12);
      }),
    );
  });

  it('of order 1 do not change when a step is repeated', () => {
    fc.assert(
      fc.property(convertingPaths, fc.integer({ min: 2, max: 4 }), (paths, times) => {
        const slower = paths.map((one) => ({
          ...one,
          path: one.path.flatMap((step, at) => Array<string>(at === 0 ? 1 : times).fill(step)),
        }));
        expectEffects(counted(slower).fit(), counted(paths).fit().effects);
      }),
    );
  });

  it('of an order as long as the paths are the shares of conversions that met a player', () => {
    fc.assert(
      fc.property(convertingPaths, (paths) => {
        const fit = counted(paths, 7).fit();
        const all = paths.reduce((sum, { conversions }) => sum + conversions, 0);
        for (const [player, effect] of fit.effects) {
          const met = paths.filter(({ path }) => path.includes(player));
          expect(effect).toBeCloseTo(met.reduce((sum, { conversions }) => sum + conversions, 0) / all, 10);
        }
      }),
    );
  });

  it('see with order 2 what order 1 forgets: where a journey came from', () => {
    const paths = [
      { path: ['a', 'c'], conversions: 10, value: 0, nulls: 0 },
      { path: ['b', 'c'], conversions: 0, value: 0, nulls: 10 },
    ];
    expect(counted(paths, 1).fit().effectOf('b')).toBeCloseTo(0.5, 12);
    expect(counted(paths, 2).fit().effectOf('b')).toBe(0);
  });

  it('are exact where they are tiny', () => {
    const counter = new MarkovCounter();
    counter.add(['big'], 1e15);
    counter.add(['small', 'big'], 1);
    counter.add(['small'], 1, 0, 1e3);
    const effect = counter.fit().effectOf('small');
    // small → big once in 1,002; all else ends, one in a conversion.
    expect(effect / (2 / (1e15 + 2))).toBeCloseTo(1, 9);
  });
});

describe('a counter', () => {
  it('joined from parts is the whole, in any order', () => {
    fc.assert(
      fc.property(somePaths, somePaths, orders, (one, other, order) => {
        const left = counted(one, order);
        left.merge(counted(other, order));
        const right = counted(other, order);
        right.merge(counted(one, order).snapshot());
        expectEffects(left.fit(), counted([...one, ...other], order).fit().effects);
        expectEffects(right.fit(), left.fit().effects);
      }),
    );
  });

  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(somePaths, orders, (paths, order) => {
        const counter = counted(paths, order);
        const back = MarkovCounter.from(JSON.parse(JSON.stringify(counter.snapshot())));
        expect(back.players).toEqual(counter.players);
        expect(back.fit()).toEqual(counter.fit());
        back.add(['more'], 1);
        counter.add(['more'], 1);
        expectEffects(back.fit(), counter.fit().effects);
      }),
    );
  });

  it('takes no counts of another order, nor anything that is none', () => {
    const good = counted([{ path: ['a', 'b'], conversions: 1, value: 2, nulls: 3 }]).snapshot();
    expect(() => new MarkovCounter(2).merge(good)).toThrow("Counts of order 1 can't join counts of order 2");
    for (const wrong of [
      { parents: [] },
      { parents: [-1, 5, 1] },
      { newest: [-1, 0, 7] },
      { steps: [0, -4, 4] },
      { conversions: [0, 1] },
      // A chain of three contexts: one more than a step of order 1 can be.
      {
        parents: [-1, 0, 1, 2],
        newest: [-1, 0, 1, 0],
        steps: [0, 1, 1, 1],
        conversions: [0, 0, 0, 0],
        values: [0, 0, 0, 0],
        nulls: [0, 0, 0, 0],
      },
    ])
      expect(() => MarkovCounter.from({ ...good, ...wrong })).toThrow('These are not the counts of a Markov counter');
  });

  it('takes an order of 1 to 10', () => {
    expect(() => new MarkovCounter(0)).toThrow(/1…10, got 0/);
    expect(() => new MarkovCounter(MAX_ORDER + 1)).toThrow(/got 11/);
    const counter = new MarkovCounter(MAX_ORDER);
    counter.add(
      Array.from({ length: 40 }, (_, at) => PLAYERS[at % 3]!),
      1,
      0,
      1,
    );
    for (const effect of counter.fit().effects.values()) expect(effect).toBeCloseTo(1, 12);
  });

  it('knows players that are called like properties of objects', () => {
    const counter = new MarkovCounter();
    counter.add(['__proto__', 'constructor'], 1);
    expect([...counter.fit().effects.keys()]).toEqual(['__proto__', 'constructor']);
  });
});

describe('a fit', () => {
  const fit = counted([
    { path: ['a'], conversions: 3, value: 0, nulls: 1 },
    { path: ['b'], conversions: 1, value: 0, nulls: 0 },
  ]).fit();

  it('knows the chance to convert, and takes a stranger for an average player', () => {
    expect(fit.conversionProbability).toBe(0.8);
    expect([fit.effectOf('a'), fit.effectOf('b'), fit.effectOf('c')]).toEqual([0.75, 0.25, 0.5]);
  });

  it('is stored as JSON', () => {
    const back = MarkovFit.fromJSON(JSON.parse(JSON.stringify(fit)));
    expect(back).toEqual(fit);
    expect(back.meanEffect).toBe(0.5);
  });

  it('of nothing knows nothing', () => {
    const empty = new MarkovCounter().fit();
    expect([empty.conversionProbability, empty.meanEffect, empty.effectOf('a')]).toEqual([null, 0, 0]);
  });
});

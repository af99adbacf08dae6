import fc from 'fast-check';
import { MODELS, type ModelName } from '../models/model-name.js';
import { PLAYERS, somePaths, sumOf } from '../testing/some-paths.js';
import { attributePaths } from './attribute-paths.js';
import type { AttributedPaths } from './attributed-paths.js';
import type { ConversionPath } from './conversion-path.js';
import { PathAttribution } from './path-attribution.js';

const models = fc.constantFrom(...MODELS);
const orders = fc.integer({ min: 1, max: 4 });

/** Same channels, and figures that differ by roundings at most. */
function expectSame(found: AttributedPaths, expected: AttributedPaths, renamed = (channel: string) => channel): void {
  const other = new Map(expected.channels.map((one) => [renamed(one.channel), one]));
  expect(new Set(found.channels.map(({ channel }) => channel))).toEqual(new Set(other.keys()));
  for (const { channel, conversions, value, removalEffect } of found.channels) {
    expect(conversions).toBeCloseTo(other.get(channel)!.conversions, 8);
    expect(value).toBeCloseTo(other.get(channel)!.value, 6);
    if (removalEffect !== null) expect(removalEffect).toBeCloseTo(other.get(channel)!.removalEffect!, 10);
  }
}

describe('paths', () => {
  const paths: ConversionPath[] = [
    { path: ['mail', 'search', 'mail'], conversions: 3, value: 30, nulls: 1 },
    { path: ['search'], conversions: 1, value: 100, nulls: 5 },
  ];
  const of = (model: ModelName, options = {}) =>
    Object.fromEntries(
      attributePaths(paths, model, options).channels.map(({ channel, conversions, value }) => [
        channel,
        [conversions, value],
      ]),
    );

  it.each<[ModelName, Record<string, number[]>]>([
    ['first', { mail: [3, 30], search: [1, 100] }],
    ['last', { mail: [3, 30], search: [1, 100] }],
    ['linear', { mail: [2, 20], search: [2, 110] }],
    ['position', { mail: [2.4, 24], search: [1.6, 106] }],
    ['shapley', { mail: [1.5, 15], search: [2.5, 115] }],
    ['kind', { mail: [2, 20], search: [2, 110] }],
  ])('are attributed by %s', (model, expected) => {
    const found = of(model);
    for (const [channel, figures] of Object.entries(expected))
      figures.forEach((figure, at) => expect(found[channel]![at]).toBeCloseTo(figure, 12));
  });

  it('decay by one day a step', () => {
    // Ages 2, 1 and 0 days at a half-life of one day: 1, 2 and 4 of 7.
    const found = of('time-decay', { halfLifeDays: 1 });
    expect(found['mail']![0]).toBeCloseTo((3 * 5) / 7, 12);
    expect(found['search']![0]).toBeCloseTo((3 * 2) / 7 + 1, 12);
  });

  it('come with the chance to convert, and with removal effects from Markov alone', () => {
    for (const model of MODELS) {
      const { conversionProbability, channels } = attributePaths(paths, model);
      expect(conversionProbability).toBe(0.4);
      for (const { removalEffect } of channels) expect(removalEffect === null).toBe(model !== 'markov');
    }
  });

  it('are ranked by conversions, then value, then name', () => {
    const tied = ['b', 'c', 'a', 'd'].map((channel) => ({ path: [channel], conversions: 1, value: 2, nulls: 0 }));
    const more = [
      ...tied,
      { path: ['c'], conversions: 0, value: 1, nulls: 0 },
      { path: ['z'], conversions: 2, value: 0, nulls: 0 },
    ];
    expect(attributePaths(more, 'last').channels.map(({ channel }) => channel)).toEqual(['z', 'c', 'a', 'b', 'd']);
  });

  it('that never convert give nobody anything and are listed all the same', () => {
    for (const model of MODELS) {
      const { channels, conversionProbability } = attributePaths(
        [{ path: ['a', 'b'], conversions: 0, value: 0, nulls: 3 }],
        model,
      );
      expect(conversionProbability).toBe(0);
      expect(channels.map(({ channel, conversions, value }) => [channel, conversions, value])).toEqual([
        ['a', 0, 0],
        ['b', 0, 0],
      ]);
    }
  });

  it('that are none have no chance to speak of', () => {
    for (const model of MODELS)
      expect(attributePaths([], model)).toEqual({ channels: [], conversionProbability: null });
  });

  it.each([
    [{ path: [] }, /at least one step/],
    [{ path: ['a', ''] }, /Step 2 of path "a > " is empty/],
    [{ path: Array<string>(10_001).fill('a') }, /10001 steps/],
    [{ conversions: -1 }, /conversions must be a number of at least 0, got -1/],
    [{ value: Number.NaN }, /value must be/],
    [{ nulls: Infinity }, /null must be/],
  ])('like %j are refused by every model', (wrong, message) => {
    for (const model of MODELS) expect(() => attributePaths([{ ...paths[0]!, ...wrong }], model)).toThrow(message);
  });

  it.each([
    [{ order: 0 }, /order of a Markov model must be 1…10, got 0/],
    [{ order: 1.5 }, /got 1.5/],
    [{ halfLifeDays: -7 }, /halfLifeDays/],
    [{ valueBy: 'guess' as never }, /valueBy/],
  ])('with options like %j are refused', (options, message) => {
    expect(() => new PathAttribution('markov', options)).toThrow(message);
  });

  it('know no other model', () =>
    expect(() => new PathAttribution('w-shaped' as never)).toThrow(/none of the models first, last/));
});

describe('every model over paths', () => {
  it('gives away all conversions and all value, and no more', () => {
    fc.assert(
      fc.property(
        somePaths,
        models,
        orders,
        fc.constantFrom('conversions' as const, 'value' as const),
        (paths, model, order, valueBy) => {
          const { channels, conversionProbability } = attributePaths(paths, model, { order, valueBy });
          const conversions = sumOf(paths.map((path) => path.conversions));
          const journeys = conversions + sumOf(paths.map((path) => path.nulls));
          expect(sumOf(channels.map((channel) => channel.conversions))).toBeCloseTo(conversions, 8);
          expect(sumOf(channels.map((channel) => channel.value))).toBeCloseTo(
            sumOf(paths.map(({ value }) => value)),
            6,
          );
          expect(channels.every((channel) => channel.conversions >= 0 && channel.value >= 0)).toBe(true);
          expect(conversionProbability).toBe(journeys === 0 ? null : conversions / journeys);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not mind the order of the paths, nor one path told as two', () => {
    const shuffled = somePaths.chain((paths) =>
      fc.tuple(fc.constant(paths), fc.shuffledSubarray(paths, { minLength: paths.length }), fc.nat(5)),
    );
    fc.assert(
      fc.property(shuffled, models, orders, ([paths, other, cut], model, order) => {
        const halves = other.flatMap(({ path, conversions, value, nulls }) => {
          const some = Math.min(cut, conversions);
          const part = conversions === 0 ? 0 : (value * some) / conversions;
          return [
            { path, conversions: some, value: part, nulls: 0 },
            { path, conversions: conversions - some, value: value - part, nulls },
          ];
        });
        expectSame(attributePaths(halves, model, { order }), attributePaths(paths, model, { order }));
      }),
    );
  });

  it('gives every channel as much more when everything is seen as many times more often', () => {
    fc.assert(
      fc.property(somePaths, models, orders, fc.integer({ min: 2, max: 9 }), (paths, model, order, times) => {
        const once = attributePaths(paths, model, { order });
        const often = attributePaths(Array.from({ length: times }, () => paths).flat(), model, { order });
        const scaled = once.channels.map((one) => ({
          ...one,
          conversions: one.conversions * times,
          value: one.value * times,
        }));
        expectSame(often, { ...once, channels: scaled });
      }),
    );
  });

  it('treats channels that change places as each other', () => {
    const swap = (channel: string) => (channel === 'mail' ? 'search' : channel === 'search' ? 'mail' : channel);
    fc.assert(
      fc.property(somePaths, models, orders, (paths, model, order) => {
        const swapped = paths.map((one) => ({ ...one, path: one.path.map(swap) }));
        expectSame(attributePaths(swapped, model, { order }), attributePaths(paths, model, { order }), swap);
      }),
    );
  });

  it('gives nothing to a channel that is only on paths without a conversion, unless it is asked of the chain', () => {
    fc.assert(
      fc.property(somePaths, fc.constantFrom(...MODELS.filter((model) => model !== 'markov')), (paths, model) => {
        const idle = { path: ['idle', PLAYERS[0]!], conversions: 0, value: 0, nulls: 4 };
        const found = attributePaths([...paths, idle], model).channels.find(({ channel }) => channel === 'idle')!;
        expect([found.conversions, found.value]).toEqual([0, 0]);
      }),
    );
  });
});

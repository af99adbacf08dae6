import { attributePaths, type ConversionPath } from './index.js';

/** `g > m` with its counts. */
const path = (text: string, conversions: number, nulls = 0, value = 0): ConversionPath => ({
  path: text.split(' > '),
  conversions,
  value,
  nulls,
});
const credits = (paths: ConversionPath[], model: 'markov' | 'shapley') =>
  Object.fromEntries(
    attributePaths(paths, model).channels.map(({ channel, conversions, value, removalEffect }) => [
      channel,
      { conversions, value, removalEffect },
    ]),
  );

describe('published examples', () => {
  it('Shapley: a game of two', () => {
    const shared = { removalEffect: null };
    expect(credits([path('a', 4, 0, 40), path('a > b', 6, 0, 60)], 'shapley')).toEqual({
      a: { conversions: 7, value: 70, ...shared },
      b: { conversions: 3, value: 30, ...shared },
    });
  });

  // serhiipuzyrov.com, "Markov chain attribution – simple explanation of removal effect" (2019).
  it('Markov: Google Ads and mailing', () => {
    const paths = [path('g', 2, 1), path('m', 1), path('g > m', 1)];
    expect(attributePaths(paths, 'markov')).toEqual({
      channels: [
        { channel: 'g', conversions: 2.4, value: 0, removalEffect: 0.75 },
        { channel: 'm', conversions: 1.6, value: 0, removalEffect: 0.5 },
      ],
      conversionProbability: 0.8,
    });
  });

  // analyzecore.com, S. Bryl, "Marketing multi-channel attribution model with R, part 1" (2016).
  it('Markov: three channels, of which the first can be done without', () => {
    const found = credits([path('C1 > C2 > C3', 1, 0, 1000), path('C1', 0, 1), path('C2 > C3', 0, 1)], 'markov');
    expect(found['C1']!.removalEffect).toBeCloseTo(0.5, 14);
    expect(found['C2']!.removalEffect).toBeCloseTo(1, 14);
    expect(found['C3']!.removalEffect).toBeCloseTo(1, 14);
    expect(Object.values(found).map(({ value }) => Math.round(value))).toEqual([400, 400, 200]);
  });

  // The example of pychattr, whose simulation prints 1.991 and 1.009, and 0.5 and 1 as effects in the limit.
  it('Markov: channels that come again', () => {
    const paths = [path('A > B > A > B > B > A', 1), path('A > B > B > A > A', 1), path('A > A', 1)];
    const found = credits(paths, 'markov');
    expect(found['A']).toMatchObject({ conversions: 2, removalEffect: 1 });
    expect(found['B']).toMatchObject({ conversions: 1, removalEffect: 0.5 });
  });
});

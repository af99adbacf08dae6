import { Chance } from './chance.js';

describe('Chance', () => {
  it('repeats itself for a seed, and forks into streams of their own', () => {
    const draws = (seed: string): number[] =>
      Array.from(
        { length: 5 },
        (
          (chance) => () =>
            chance.uint32()
        )(new Chance(seed)),
      );
    expect(draws('a')).toEqual(draws('a'));
    expect(draws('a')).not.toEqual(draws('b'));
    expect(new Chance('a').fork('x').uint32()).not.toBe(new Chance('a').fork('y').uint32());
  });

  it('draws evenly, and only within bounds', () => {
    const chance = new Chance('even');
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i += 1) counts[chance.between(1, 6) - 1]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('has the Poisson distribution’s mean and variance', () => {
    const chance = new Chance('poisson');
    const draws = Array.from({ length: 20_000 }, () => chance.poisson(7));
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean - 7)).toBeLessThan(0.1);
    expect(Math.abs(variance - 7)).toBeLessThan(0.3);
  });

  it('picks by weight and never what has none', () => {
    const chance = new Chance('weights');
    const picks = Array.from({ length: 4_000 }, () =>
      chance.weighted([
        ['a', 3],
        ['b', 0],
        ['c', 1],
      ] as const),
    );
    expect(picks).not.toContain('b');
    expect(Math.abs(picks.filter((pick) => pick === 'a').length - 3_000)).toBeLessThan(150);
  });

  it('shapes UUIDs as version 4 and refuses nonsense', () => {
    const chance = new Chance('ids');
    for (let i = 0; i < 100; i += 1)
      expect(chance.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(() => chance.pick([])).toThrow(RangeError);
    expect(() => chance.weighted([['a', 0]])).toThrow(RangeError);
    expect(() => chance.poisson(501)).toThrow(RangeError);
  });
});

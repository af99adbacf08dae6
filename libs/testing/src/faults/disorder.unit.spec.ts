import fc from 'fast-check';
import { Chance } from '@vividwalls/simulator';
import { duplicated, reordered } from './disorder.js';

const seeds = fc.string();
/** Places, so that every item is told from every other. */
const items = fc.nat({ max: 300 }).map((length) => Array.from({ length }, (_, place) => place));
const rates = fc.double({ min: 0, max: 1, noNaN: true });
const windows = fc.nat({ max: 50 });

describe('disorder', () => {
  it('repeats items and loses none, in the same order', () => {
    fc.assert(
      fc.property(items, seeds, rates, (given, seed, rate) => {
        const delivered = duplicated(given, new Chance(seed), rate);
        expect(delivered.filter((item, place) => item !== delivered[place - 1])).toEqual(given);
        expect(delivered.some((item, place) => item === delivered[place - 2])).toBe(false); // Never three times.
      }),
    );
  });

  it('repeats about as many as asked for', () => {
    const given = Array.from({ length: 10_000 }, (_, place) => place);
    expect(duplicated(given, new Chance('a'), 0)).toEqual(given);
    expect(duplicated(given, new Chance('a'), 1)).toHaveLength(20_000);
    const extra = duplicated(given, new Chance('a'), 0.1).length - given.length;
    expect(extra).toBeGreaterThan(800);
    expect(extra).toBeLessThan(1_200);
  });

  it('moves no item further than the window, and keeps them all', () => {
    fc.assert(
      fc.property(items, seeds, windows, (given, seed, window) => {
        const delivered = reordered(given, new Chance(seed), window);
        expect([...delivered].sort((one, other) => one - other)).toEqual(given);
        expect(delivered.every((item, place) => Math.abs(item - place) <= window)).toBe(true);
      }),
    );
  });

  it('does move them, up to the whole window', () => {
    const given = Array.from({ length: 10_000 }, (_, place) => place);
    const distances = reordered(given, new Chance('a'), 5).map((item, place) => Math.abs(item - place));
    expect(Math.max(...distances)).toBe(5);
    expect(distances.filter((distance) => distance > 0).length).toBeGreaterThan(5_000);
    expect(reordered(given, new Chance('a'), 0)).toEqual(given);
  });

  it('is the same for the same seed, and leaves what it was given alone', () => {
    fc.assert(
      fc.property(items, seeds, rates, windows, (given, seed, rate, window) => {
        const before = [...given];
        const once = (): number[] => {
          const chance = new Chance(seed);
          return reordered(duplicated(given, chance, rate), chance, window);
        };
        expect(once()).toEqual(once());
        expect(given).toEqual(before);
      }),
    );
  });

  it('refuses what makes no sense', () => {
    expect(() => duplicated([], new Chance('a'), 1.1)).toThrow('rate 1.1 is not in 0…1');
    expect(() => reordered([], new Chance('a'), 0.5)).toThrow('window 0.5 is not a whole number');
  });
});

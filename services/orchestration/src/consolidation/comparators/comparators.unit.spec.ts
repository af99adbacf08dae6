import fc from 'fast-check';
import type { Json, JsonObject } from '../../json.js';
import { COMPARATORS, comparatorFault, compareOutputs } from './compare-outputs.js';

interface Case {
  readonly name: string;
  readonly settings?: JsonObject;
  readonly acted: Json;
  readonly proposed: Json;
  readonly match: boolean;
  readonly similarity?: number;
  readonly says?: RegExp;
}

const ORDER = { verdict: 'accept', totalMinor: '19900', notes: ['a', 'b'], at: '2026-11-01' };

const CASES: readonly Case[] = [
  { name: 'exact', acted: { a: 1, b: [1, 2] }, proposed: { b: [1, 2], a: 1 }, match: true, similarity: 1 },
  {
    name: 'exact',
    acted: { a: 1, b: 2 },
    proposed: { a: 1, b: 3 },
    match: false,
    similarity: 0.5,
    says: /^\/b: 2 acted, 3/,
  },
  { name: 'exact', acted: [1, 2], proposed: [2, 1], match: false, similarity: 0 },
  { name: 'exact', acted: { a: null }, proposed: {}, match: false, says: /\/a: null acted, nothing proposed/ },
  { name: 'exact', acted: 'x', proposed: 'y', match: false, says: /the output: "x" acted/ },
  { name: 'fields', settings: { fields: ['/verdict'] }, acted: ORDER, proposed: { verdict: 'accept' }, match: true },
  {
    name: 'fields',
    settings: { fields: ['/verdict'] },
    acted: ORDER,
    proposed: { ...ORDER, verdict: 'reject' },
    match: false,
  },
  {
    name: 'fields',
    settings: { ignore: ['/at'] },
    acted: ORDER,
    proposed: { ...ORDER, at: '2026-11-02' },
    match: true,
  },
  { name: 'fields', settings: { ignore: ['/notes'] }, acted: ORDER, proposed: { ...ORDER, notes: [] }, match: true },
  {
    name: 'fields',
    settings: { relative: 0.01 },
    acted: ORDER,
    proposed: { ...ORDER, totalMinor: '19800' },
    match: true,
  },
  { name: 'fields', settings: { fields: ['/absent'] }, acted: ORDER, proposed: ORDER, match: true, similarity: 1 },
  { name: 'fields', settings: { fields: ['/absent'] }, acted: { a: 1 }, proposed: { a: 2 }, match: false },
  { name: 'numeric-tolerance', settings: { absolute: 2 }, acted: [10], proposed: [12], match: true },
  { name: 'numeric-tolerance', settings: { absolute: 2 }, acted: [10], proposed: [12.5], match: false },
  { name: 'numeric-tolerance', settings: { relative: 0.1 }, acted: 90, proposed: 100, match: true },
  { name: 'numeric-tolerance', acted: 1, proposed: 1.000_001, match: false },
  { name: 'text', acted: 'Café, très bien!', proposed: 'bien tres CAFE', match: true, similarity: 1 },
  { name: 'text', acted: 'a b c d e', proposed: 'a b c d x', match: true, similarity: 0.8, says: /80 % of the words/ },
  { name: 'text', settings: { threshold: 0.9 }, acted: 'a b c d e', proposed: 'a b c d x', match: false },
  { name: 'text', settings: { field: ['/t'] }, acted: { t: 'one', id: 1 }, proposed: { t: 'One', id: 2 }, match: true },
  { name: 'text', acted: 'something', proposed: null, match: false, similarity: 0 },
  { name: 'set', acted: ['a', 'b'], proposed: ['b', 'a'], match: true, similarity: 1 },
  { name: 'set', acted: ['a', 'b', 'c'], proposed: ['a', 'b'], match: false, says: /"c" is not proposed/ },
  { name: 'set', acted: ['a'], proposed: ['a', 'a'], match: false, similarity: 0.5, says: /"a" is proposed only/ },
  { name: 'set', acted: [{ a: 1, b: 2 }], proposed: [{ b: 2, a: 1 }], match: true },
  { name: 'set', settings: { field: ['/tags'] }, acted: { tags: 'x' }, proposed: { tags: ['x'] }, match: false },
  { name: 'schema-only', acted: { t: 'one', n: [1] }, proposed: { t: 'two', n: [2, 3] }, match: true, similarity: 1 },
  { name: 'schema-only', acted: { t: 'one' }, proposed: { t: 1 }, match: false, says: /\/t is a string acted only/ },
  { name: 'schema-only', acted: { t: 'one' }, proposed: null, match: false },
];

describe('comparing outputs', () => {
  it.each(CASES)('$name of $acted and $proposed with $settings: $match', (one) => {
    const { acted, proposed, match, similarity, says } = one;
    const compared = compareOutputs(one, acted, proposed);
    expect(compared.isMatch).toBe(match);
    if (similarity !== undefined) expect(compared.similarity).toBeCloseTo(similarity, 10);
    if (says) expect(compared.differences).toMatch(says);
    if (match && similarity === 1) expect(compared.differences).toBe('');
  });

  it.each([
    [{ name: 'guess' }, /no comparator guess: exact, fields/],
    [{ name: 'text', settings: { threshold: 2 } }, /threshold must be a number from 0 to 1/],
    [{ name: 'fields', settings: { fields: ['verdict'] } }, /JSON pointers/],
    [{ name: 'set', settings: { field: '/tags' } }, /JSON pointers/],
  ])('says what is wrong with %j, and takes nothing for the same', (choice, says) => {
    expect(comparatorFault(choice)).toMatch(says);
    expect(compareOutputs(choice, 1, 1)).toMatchObject({ isMatch: false, differences: expect.stringMatching(says) });
  });

  const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
  const anySettings: fc.Arbitrary<JsonObject> = fc.record(
    {
      fields: fc.constantFrom(['/a'], ['/a/b', '/c'], []),
      ignore: fc.constantFrom(['/a/b'], ['']),
      ...{ field: fc.constantFrom(['/a'], ['']), threshold: fc.double({ min: 0, max: 1, noNaN: true }) },
      ...{
        absolute: fc.double({ min: 0, max: 10, noNaN: true }),
        relative: fc.double({ min: 0, max: 1, noNaN: true }),
      },
    },
    { requiredKeys: [] },
  );

  describe.each([...COMPARATORS.keys()])('by %s', (name) => {
    it('finds an output to be itself', () => {
      fc.assert(
        fc.property(json, anySettings, (value, settings) => {
          const compared = compareOutputs({ name, settings }, value, structuredClone(value));
          return compared.isMatch && compared.similarity === 1 && compared.differences === '';
        }),
      );
    });

    it('says the same in both directions, within bounds, whatever it is given', () => {
      fc.assert(
        fc.property(json, json, anySettings, (a, b, settings) => {
          const [there, back] = [compareOutputs({ name, settings }, a, b), compareOutputs({ name, settings }, b, a)];
          expect(there.isMatch).toBe(back.isMatch);
          expect(there.similarity).toBeCloseTo(back.similarity, 12);
          expect(there.similarity).toBeGreaterThanOrEqual(0);
          expect(there.similarity).toBeLessThanOrEqual(1);
          expect(there.differences.length).toBeLessThanOrEqual(1_000);
          if (!there.isMatch) expect(there.differences).not.toBe('');
        }),
      );
    });
  });
});

import fc from 'fast-check';
import { jsonOfCel } from './json-of-cel.js';

describe('what a rule came to, as JSON', () => {
  it.each<[string, unknown, unknown]>([
    ['a text', 'x', 'x'],
    ['true', true, true],
    ['nothing', null, null],
    ['a number', 1.5, 1.5],
    ['a number that is none', Number.NaN, undefined],
    ['no end of a number', Infinity, undefined],
    ['a whole number', 7n, 7],
    ['the largest exact one', BigInt(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER],
    ['one beyond it, as text', BigInt(Number.MAX_SAFE_INTEGER) + 1n, '9007199254740992'],
    ['one far below, as text', -(2n ** 60n), '-1152921504606846976'],
    ['a time', new Date('2026-11-22T10:00:00Z'), '2026-11-22T10:00:00.000Z'],
    ['a time that is none', new Date(Number.NaN), undefined],
    ['a list, with nothing for what is no JSON', [1n, undefined, 'a'], [1, null, 'a']],
    [
      'a map, without what is no JSON',
      new Map<unknown, unknown>([
        ['a', 1n],
        [2n, 'b'],
        ['c', undefined],
      ]),
      { a: 1, 2: 'b' },
    ],
    ['lists in maps', new Map([['a', [new Map([['b', 2n]])]]]), { a: [{ b: 2 }] }],
    ['something else', new Set([1]), undefined],
    ['a function', () => 1, undefined],
  ])('%s', (_what, value, expected) => {
    expect(jsonOfCel(value)).toEqual(expected);
  });

  it('is JSON, whatever it was, and whole numbers are never another number', () => {
    const leaf = fc.oneof(fc.string(), fc.boolean(), fc.bigInt(), fc.double(), fc.constant(null), fc.date());
    const value = fc.oneof(
      leaf,
      fc.array(leaf),
      fc.array(fc.tuple(fc.string(), leaf)).map((entries) => new Map(entries)),
    );
    fc.assert(
      fc.property(value, (given) => {
        const json = jsonOfCel(given);
        if (json !== undefined) expect(JSON.parse(JSON.stringify(json))).toEqual(JSON.parse(JSON.stringify(json)));
        if (typeof given === 'bigint') expect(BigInt(json as string)).toBe(given);
      }),
    );
  });
});

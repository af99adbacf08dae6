import fc from 'fast-check';
import { changesBetween, CHANGES_MAX, type Change } from './changes-between.js';

describe('changes between what is there and what would be there', () => {
  it.each<[string, unknown, unknown, Change[]]>([
    ['none', { a: 1, b: [{ c: 'x' }] }, { b: [{ c: 'x' }], a: 1 }, []],
    ['a field', { a: 1 }, { a: 2 }, [{ pointer: '/a', kind: 'changed', before: 1, after: 2 }]],
    ['null is a value', { a: null }, { a: 0 }, [{ pointer: '/a', kind: 'changed', before: null, after: 0 }]],
    [
      'what is added and removed',
      { a: 1, gone: { x: 1 } },
      { a: 1, come: [] },
      [
        { pointer: '/gone', kind: 'removed', before: { x: 1 } },
        { pointer: '/come', kind: 'added', after: [] },
      ],
    ],
    [
      'deep inside',
      { order: { lines: [{ priceMinor: '100' }, { priceMinor: '200' }] } },
      { order: { lines: [{ priceMinor: '100' }, { priceMinor: '250' }, { priceMinor: '5' }] } },
      [
        { pointer: '/order/lines/1/priceMinor', kind: 'changed', before: '200', after: '250' },
        { pointer: '/order/lines/2', kind: 'added', after: { priceMinor: '5' } },
      ],
    ],
    ['a list for an object', { a: [] }, { a: {} }, [{ pointer: '/a', kind: 'changed', before: [], after: {} }]],
    ['odd names', { 'a/b~c': 1 }, {}, [{ pointer: '/a~1b~0c', kind: 'removed', before: 1 }]],
  ])('%s', (_what, before, after, changes) => expect(changesBetween(before, after).changes).toEqual(changes));

  it('are none between equal values, and some between others', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(changesBetween({ one }, { one: structuredClone(one) }).changes).toEqual([]);
        const same = JSON.stringify(one) === JSON.stringify(other);
        if (same) expect(changesBetween(one, other).changes).toEqual([]);
      }),
    );
  });

  it('are bounded, and say how many more there are', () => {
    const many = Object.fromEntries(Array.from({ length: CHANGES_MAX + 7 }, (_, n) => [`f${n}`, n]));
    const { changes, more } = changesBetween({}, many);
    expect([changes.length, more]).toEqual([CHANGES_MAX, 7]);
  });
});

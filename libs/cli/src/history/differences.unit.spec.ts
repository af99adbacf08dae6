import fc from 'fast-check';
import { differences } from './differences.js';

it.each<[string, unknown, unknown, unknown[]]>([
  ['nothing', { a: 1, b: [1, 'x'] }, { b: [1, 'x'], a: 1 }, []],
  ['a value', { sla: { p95Ms: 1 } }, { sla: { p95Ms: 2 } }, [{ path: 'sla/p95Ms', before: 1, after: 2 }]],
  ['a value that is null now', { a: 1 }, { a: null }, [{ path: 'a', before: 1, after: null }]],
  ['a field that came', {}, { a: null }, [{ path: 'a', after: null }]],
  ['a field that went', { a: { b: 1 } }, {}, [{ path: 'a', before: { b: 1 } }]],
  ['a word in front', { tools: ['b'] }, { tools: ['a', 'b'] }, [{ path: 'tools/a', after: 'a' }]],
  ['a word that went', { tools: ['a', 'b'] }, { tools: ['b'] }, [{ path: 'tools/a', before: 'a' }]],
  [
    'another order',
    { tools: ['a', 'b'] },
    { tools: ['b', 'a'] },
    [{ path: 'tools', before: ['a', 'b'], after: ['b', 'a'] }],
  ],
  [
    'members by name',
    [{ name: 'x', n: 1 }],
    [{ name: 'y' }, { name: 'x', n: 2 }],
    [
      { path: 'y', after: { name: 'y' } },
      { path: 'x/n', before: 1, after: 2 },
    ],
  ],
  [
    'members by id first',
    [{ id: 'p', name: 'Old' }],
    [{ id: 'p', name: 'New' }],
    [{ path: 'p/name', before: 'Old', after: 'New' }],
  ],
  [
    'members of two with one name',
    [{ name: 'x' }],
    [{ name: 'x' }, { name: 'x' }],
    [{ path: '', before: [{ name: 'x' }], after: [{ name: 'x' }, { name: 'x' }] }],
  ],
  ['the first member', { personas: [] }, { personas: [{ id: 'p' }] }, [{ path: 'personas/p', after: { id: 'p' } }]],
  ['a list of numbers', { a: [1, 2] }, { a: [2] }, [{ path: 'a', before: [1, 2], after: [2] }]],
  ['another kind', { a: ['x'] }, { a: { x: 1 } }, [{ path: 'a', before: ['x'], after: { x: 1 } }]],
])('tells %s', (_what, before, after, expected) => {
  expect(differences(before, after)).toEqual(expected);
});

describe('of any two values', () => {
  const word = fc.constantFrom('id', 'name', 'a', '__proto__', 'toString');
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, 1, 'a', 'b', ''),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.tuple(word, tie('value')), { maxLength: 4 }).map((fields) => Object.fromEntries(fields)),
    ),
  })).value;

  it('there are none exactly when they are the same', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(differences(a, JSON.parse(JSON.stringify(a)))).toEqual([]);
        const same = sorted(a) === sorted(b);
        expect(differences(a, b).length === 0).toBe(same);
      }),
    );
  });

  it('the way back is the same way turned round', () => {
    const turned = (found: ReturnType<typeof differences>) =>
      found.map(({ path, ...one }) => ({
        path,
        ...('after' in one && { before: one.after }),
        ...('before' in one && { after: one.before }),
      }));
    const inOrder = (found: readonly object[]) => found.map((one) => sorted(one)).sort();
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(inOrder(turned(differences(a, b)))).toEqual(inOrder(differences(b, a)));
      }),
    );
  });
});

/** The same text for the same value, whatever the order of its fields. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, one]) => `${JSON.stringify(name)}:${sorted(one)}`).join()}}`;
}

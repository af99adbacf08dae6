import fc from 'fast-check';
import { hierarchyFaults, type Placed } from './hierarchy.js';

const DEPARTMENTS = new Set(['Sales']);
const placed = (id: string, reportsTo: string | null, more: Partial<Placed> = {}): Placed => {
  return { id, reportsTo, department: 'Sales', inTarget: true, ...more };
};
const faults = (...agents: Placed[]) =>
  hierarchyFaults(agents, DEPARTMENTS).map(({ agentId, pointer, message }) => `${agentId}${pointer} ${message}`);

describe('a hierarchy', () => {
  it.each<[string, Placed[], string[]]>([
    ['a tree', [placed('a', null), placed('b', 'a'), placed('c', 'b')], []],
    ['a second manager', [placed('a', null), placed('b', 'a'), placed('c', 'b', { alsoReportsTo: 'a' })], []],
    ['nobody', [], ['null one agent must report to nobody; none does']],
    [
      'two roots',
      [placed('a', null), placed('b', null)],
      [
        'a/reportsTo only one agent reports to nobody, and b does too',
        'b/reportsTo only one agent reports to nobody, and a does too',
      ],
    ],
    ['an unknown manager', [placed('a', null), placed('b', 'x')], ['b/reportsTo there is no agent x']],
    [
      'an unknown second one',
      [placed('a', null), placed('b', 'a', { alsoReportsTo: 'x' })],
      ['b/alsoReportsTo there is no agent x'],
    ],
    [
      'the same twice',
      [placed('a', null), placed('b', 'a', { alsoReportsTo: 'a' })],
      ['b/alsoReportsTo it reports to a already'],
    ],
    ['itself', [placed('a', null), placed('b', 'b')], ['b/reportsTo an agent cannot report to itself']],
    [
      'a circle, into which somebody reports',
      [placed('a', null), placed('b', 'c'), placed('c', 'b'), placed('d', 'c')],
      ['b/reportsTo it reports to itself: b → c → b', 'c/reportsTo it reports to itself: c → b → c'],
    ],
    [
      'a manager who goes',
      [placed('a', null), placed('b', 'a', { inTarget: false }), placed('c', 'b')],
      ['c/reportsTo b is not of the target roster, as this agent is'],
    ],
    [
      'an unknown department, and an unknown manager at once',
      [placed('a', null), placed('b', 'x', { department: 'Magic' })],
      ['b/reportsTo there is no agent x', 'b/department there is no department "Magic"'],
    ],
  ])('%s', (_what, agents, expected) => expect(faults(...agents)).toEqual(expected));

  it('is sound whenever everybody reports to somebody named before', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (picks) => {
        const tree = picks.map((pick, i) => placed(`n${i + 1}`, `n${pick % (i + 1)}`));
        expect(faults(placed('n0', null), ...tree)).toEqual([]);
      }),
    );
  });

  it('never is when one of them reports to somebody below', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(), (length, pick) => {
        const chain = Array.from({ length }, (_, i) => placed(`n${i}`, i === 0 ? null : `n${i - 1}`));
        const at = 1 + (pick % (length - 1));
        chain[at] = placed(`n${at}`, `n${length - 1}`);
        expect(faults(...chain)).not.toEqual([]);
      }),
    );
  });
});

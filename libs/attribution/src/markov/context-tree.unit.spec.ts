import fc from 'fast-check';
import { AttributionError } from '../attribution-error.js';
import { ContextTree, ROOT } from './context-tree.js';

/** The players of a node, oldest first. */
function contextOf(tree: ContextTree, node: number): number[] {
  const found: number[] = [];
  for (let at = node; at !== ROOT; at = tree.parents[at]!) found.unshift(tree.players[at]!);
  return found;
}

describe('contexts', () => {
  it('are the last k touches, fewer at the start', () => {
    const paths = fc.array(fc.array(fc.nat(4), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(paths, fc.integer({ min: 1, max: 5 }), (all, order) => {
        const tree = new ContextTree(order);
        for (const path of all) {
          let state = ROOT;
          const states = path.map((player) => (state = tree.stateAfter(tree.child(state, player))));
          expect(states.map((node) => contextOf(tree, node))).toEqual(
            path.map((_, at) => path.slice(Math.max(0, at + 1 - order), at + 1)),
          );
        }
        expect(Array.from(tree.parents.subarray(0, tree.size)).every((parent, node) => parent < node)).toBe(true);
      }),
    );
  });

  it('are refused when there are too many, and the message says what helps', () => {
    const tree = new ContextTree(2, 5_000);
    const fill = () => {
      for (let player = 0; ; player += 1) tree.stateAfter(tree.child(ROOT, player));
    };
    expect(fill).toThrow(
      'Paths of order 2 have more than 5,000 different contexts; use a lower order, or group channels',
    );
    expect(fill).toThrow(AttributionError);
    expect(tree.size).toBe(5_000);
  });
});

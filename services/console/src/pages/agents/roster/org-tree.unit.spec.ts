import type { HierarchyNode } from '../schemas';
import { branchesOf, leadersOf, prunedTree, sizeBelow } from './org-tree';

const node = (id: string, ...reports: HierarchyNode[]): HierarchyNode => ({
  ...{ id, name: id, department: 'Sales', level: 'specialist', status: 'active', alsoReportsTo: null, reports },
});
const root = node('root', node('alone'), node('small', node('a')), node('big', node('b', node('c')), node('d')));

describe('the organisation as a tree', () => {
  it('counts all below, in every depth', () => expect([sizeBelow(root), sizeBelow(node('a'))]).toEqual([7, 0]));

  it('folds those who have somebody below them', () =>
    expect(leadersOf([root])).toEqual(['root', 'small', 'big', 'b']));

  it('shows large branches before small ones, and those of one agent last', () =>
    expect(branchesOf(root).map(({ id }) => id)).toEqual(['big', 'small', 'alone']));

  it('keeps the managers on the way to those who are chosen, so that it stays one tree', () => {
    const [pruned] = prunedTree([root], new Set(['c']));
    expect(JSON.stringify(pruned!.reports.map(({ id, reports }) => [id, reports.map((one) => one.id)]))).toBe(
      '[["big",["b"]]]',
    );
    expect(prunedTree([root], new Set())).toEqual([]);
    expect(prunedTree([root], undefined)).toEqual([root]);
  });
});

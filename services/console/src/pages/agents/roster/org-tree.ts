import type { HierarchyNode } from '../schemas';

/** How many stand below an agent, in all depths. */
export const sizeBelow = ({ reports }: HierarchyNode): number =>
  reports.reduce((sum, node) => sum + 1 + sizeBelow(node), 0);

/** All who have somebody below them: what can be folded. */
export const leadersOf = (nodes: readonly HierarchyNode[]): string[] =>
  nodes.flatMap(({ id, reports }) => (reports.length > 0 ? [id, ...leadersOf(reports)] : []));

/**
 * The tree of those who are chosen, with the managers on the way to them, so that it stays one.
 * @param chosen ids; undefined: everybody
 */
export function prunedTree(nodes: readonly HierarchyNode[], chosen: ReadonlySet<string> | undefined): HierarchyNode[] {
  if (!chosen) return [...nodes];
  return nodes.flatMap((node) => {
    const reports = prunedTree(node.reports, chosen);
    return chosen.has(node.id) || reports.length > 0 ? [{ ...node, reports }] : [];
  });
}

/** A branch below the root stands for itself: those who lead others first, the largest before the smaller. */
export function branchesOf({ reports }: HierarchyNode): HierarchyNode[] {
  return reports.toSorted((a, b) => sizeBelow(b) - sizeBelow(a) || (a.name < b.name ? -1 : 1));
}

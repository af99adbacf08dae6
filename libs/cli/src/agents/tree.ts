import type { HierarchyNodeShown, HierarchyShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { shown } from '../terminal.js';
import { HIERARCHY } from './agents-api.js';

/** Who reports to whom. */
export const tree: Action<{ roster: string }> = async ({ api, output }, { roster }) => {
  const hierarchy = await api.get<HierarchyShown>(HIERARCHY, { roster });
  output.result(hierarchy, () => {
    const { agents, roots } = hierarchy;
    if (agents === 0) return 'No agents are registered. The roster is entered when the service starts: vw status';
    const name = hierarchy.roster === 'target' ? 'after' : 'before';
    return [...roots.flatMap((root) => treeLines(root)), `${agents} agents of the roster ${name}`].join('\n');
  });
};

/** An agent and everybody below it, a line each. */
export function treeLines(node: HierarchyNodeShown): string[] {
  const below = node.reports.flatMap((one, index) => {
    const [branch, stem] = index === node.reports.length - 1 ? ['└─ ', '   '] : ['├─ ', '│  '];
    const [first, ...rest] = treeLines(one);
    return [`${branch}${first!}`, ...rest.map((line) => `${stem}${line}`)];
  });
  return [shown(nodeText(node)), ...below];
}

function nodeText({ id, department, level, status, alsoReportsTo }: HierarchyNodeShown): string {
  const more = [
    `${level}, ${department}`,
    ...(status === 'active' ? [] : [status]),
    ...(alsoReportsTo === null ? [] : [`also reports to ${alsoReportsTo}`]),
  ];
  return `${id} (${more.join('; ')})`;
}

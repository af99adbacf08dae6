import type { Agent } from '../registry/agent.js';
import type { TakenPath } from '../registry/observed-paths.js';
import { kindsAfter, type PathKind } from './communication-paths.js';
import type { Consolidated } from './consolidated.js';
import { consolidationFigures } from './consolidation-figures.js';
import { hierarchyRoutes, type Route } from './hierarchy-routes.js';
import { count, page, table } from './markdown.js';

const KIND_NAMES: Readonly<Record<PathKind, string>> = {
  ...{ hierarchy: 'of the hierarchy', direct: 'direct', before: 'with an agent that goes, or of none of ours' },
};

/** Who could talk to whom, who needs to, and who did. */
export function communicationMatrix({ roster, paths, plan }: Consolidated): string {
  const { legacyAgents, targetAgents, potentialPaths, routes, observedPaths } = consolidationFigures(
    roster,
    paths.length,
    plan,
  );
  const target = [...roster.agents.values()].filter(({ inTarget }) => inTarget);
  const needed = hierarchyRoutes(target);
  return page(
    '# Communication matrix',
    'Directed paths between agents: how many there could be, which the hierarchy needs, and which were taken. Made from the registry and from what was seen.',
    table(
      ['', 'Before', 'After', 'Plan, before', 'Plan, after'],
      [
        ['Agents', count(legacyAgents), count(targetAgents), count(plan.legacyAgents), count(plan.targetAgents)],
        [
          ...['Potential paths (n²)', count(potentialPaths.before), count(potentialPaths.after)],
          ...[count(plan.potentialPaths.before), count(plan.potentialPaths.after)],
        ],
        ['Routes of the hierarchy', count(routes.before), count(routes.after), 'not in it', 'not in it'],
      ],
    ),
    'n² counts, as the plan does, also the path of an agent to itself.',
    '## Routes that the hierarchy after needs',
    routesText(target, needed),
    matrixTable(target, needed),
    '## Paths that were taken',
    observedPaths === 0 ? 'None was seen so far.' : takenTable(paths, needed, target),
  );
}

function routesText(target: readonly Agent[], routes: readonly Route[]): string {
  const lines = target.filter(({ reportsTo }) => reportsTo !== null).length;
  const second = target.filter(({ alsoReportsTo }) => alsoReportsTo != null).length;
  const directors = target.filter(({ level }) => level === 'director').length;
  const all = 2 * (lines + second) + directors * (directors - 1);
  const twice = all - routes.length;
  return (
    `Each agent with its manager, both ways (${lines} · 2 = ${lines * 2}), second managers too (${second} · 2 = ${second * 2}), and ` +
    `${directors} directors among each other (${directors} · ${directors - 1} = ${directors * (directors - 1)}); ${twice} of them are there ` +
    `twice, between directors of whom one reports to the other: ${lines * 2} + ${second * 2} + ${directors * (directors - 1)} − ${twice} = ` +
    `**${count(routes.length)}**.`
  );
}

/** A row for each agent, with those it may send to. */
function matrixTable(target: readonly Agent[], routes: readonly Route[]): string {
  return table(
    ['From', 'To its manager and those who report to it', 'To other directors', 'Routes'],
    target.map(({ id }) => {
      const from = routes.filter((route) => route.from === id);
      const to = (because: Route['because']) =>
        from
          .filter((route) => route.because === because)
          .map((route) => route.to)
          .join(', ');
      return [id, to('manager'), to('directors'), from.length];
    }),
  );
}

function takenTable(paths: readonly TakenPath[], routes: readonly Route[], target: readonly Agent[]): string {
  const kindOf = kindsAfter({ agents: target, routes });
  const kind = (path: TakenPath): string => KIND_NAMES[kindOf(path)];
  return table(
    ['From', 'To', 'Messages', 'First', 'Last', 'What it is'],
    paths.map((path) => [
      ...[path.from, path.to, count(path.messages), path.firstAt.toISOString(), path.lastAt.toISOString(), kind(path)],
    ]),
  );
}

import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../../format/numbers';
import { plural } from '../../../format/words';
import { Card } from '../../../ui/card';
import { cx } from '../../../ui/class-names';
import { AgentLink, PlaceLink } from '../../../ui/place-links';
import { Freshness } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import type { BoardSearch } from './board-search';
import { StateBadge } from './state-badge';

type Schemas = components['schemas'];

interface BoardProgressProps {
  readonly figures: Schemas['ConsolidationView'];
  readonly board: Schemas['MigrationBoardView'];
  readonly search: BoardSearch;
}

/** How far it has come, counted: agents, paths between them, and migrations by state. */
export function BoardProgress({ figures, board, search }: BoardProgressProps) {
  const { legacyAgents, targetAgents, stayingAgents, migrations, potentialPaths, routes, gaps, plan } = figures;
  return (
    <Card
      title={`${formatNumber(legacyAgents)} agents become ${formatNumber(targetAgents)}`}
      hint={`Counted from the registry. The plan spoke of ${plan.legacyAgents} and ${plan.targetAgents}.`}
      actions={<Freshness at={board.asOf} />}
    >
      <div className="flex flex-col gap-4">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 md:grid-cols-4">
          <Figure name="Migrations" below={`on the board; the roster asks for ${formatNumber(migrations)}`}>
            {formatNumber(board.items.length)}
          </Figure>
          <Figure name="Agents of both rosters" below="they stay as they are">
            {formatNumber(stayingAgents)}
          </Figure>
          <Figure name="Possible paths" below={<PlaceLink to="/agents/communication">who talks to whom</PlaceLink>}>
            {formatNumber(potentialPaths.before)} → {formatNumber(potentialPaths.after)}
          </Figure>
          <Figure name="Routes that are needed" below={<PlaceLink to="/agents/communication">each of them</PlaceLink>}>
            {formatNumber(routes.before)} → {formatNumber(routes.after)}
          </Figure>
        </dl>
        <StateCounts board={board} search={search} />
        {gaps.length > 0 && (
          <details>
            <summary className="font-medium">{plural(gaps.length, 'legacy agent')} without a home</summary>
            <ul className="mt-1 flex flex-col gap-1 text-ink-2">
              {gaps.map(({ agentId, agent, reason }) => (
                <li key={agentId} className="[&_a]:underline">
                  <AgentLink id={agentId}>{agent}</AgentLink>: {reason}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Card>
  );
}

/** Each state with its count; a click shows that state alone. */
function StateCounts({ board, search }: Pick<BoardProgressProps, 'board' | 'search'>) {
  return (
    <nav aria-label="States" className="grid grid-cols-2 gap-2 sm:grid-cols-4 xl:grid-cols-7">
      {board.states.map(({ state, migrations }) => {
        const isShown = search.state === state;
        return (
          <Link
            key={state}
            to="/agents/consolidation"
            search={{ ...search, state: isShown ? undefined : state }}
            aria-current={isShown ? 'true' : undefined}
            className={cx(
              'flex items-center justify-between gap-2 rounded-md border px-3 py-2',
              isShown ? 'border-accent bg-accent-soft' : 'border-line hover:border-line-strong',
            )}
          >
            <StateBadge state={state} />
            <span className="tnum text-lg font-semibold">{formatNumber(migrations)}</span>
          </Link>
        );
      })}
    </nav>
  );
}

interface FigureProps {
  readonly name: string;
  readonly below: React.ReactNode;
  readonly children: React.ReactNode;
}

const Figure = ({ name, below, children }: FigureProps) => (
  <div>
    <dt className="text-[13px] text-ink-3">{name}</dt>
    <dd className="tnum text-lg font-semibold">{children}</dd>
    <dd className="text-[13px] text-ink-3">{below}</dd>
  </div>
);

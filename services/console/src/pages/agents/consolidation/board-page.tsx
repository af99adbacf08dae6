import { Link, useNavigate } from '@tanstack/react-router';
import { formatNumber } from '../../../format/numbers';
import { plural } from '../../../format/words';
import { buttonClass } from '../../../ui/button';
import { Empty } from '../../../ui/empty';
import { FilterInput } from '../../../ui/filter-input';
import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { AgentsTabs } from '../agents-tabs';
import { BoardCard } from './board-card';
import { boardGroups, type BoardGroup } from './board-groups';
import { BoardProgress } from './board-progress';
import { readBoardSearch, type BoardSearch } from './board-search';
import { PlanAll } from './plan-all';
import { STATES } from './states';
import { useAgentNames, useBoard, useConsolidation } from './use-board';

/** Every migration by its state, with how well the new agent does and what holds it. */
export function BoardPage({ search }: { readonly search: BoardSearch }) {
  const board = useBoard();
  const figures = useConsolidation();
  const nameOf = useAgentNames();
  const isAllPlanned = !board.data || !figures.data || board.data.items.length >= figures.data.migrations;
  return (
    <Page
      title="Consolidation"
      description="The legacy agents’ work moves to the new agents step by step, on evidence, and can go back at once."
      actions={!isAllPlanned && <PlanAll />}
    >
      <AgentsTabs />
      <Answered of={figures} lines={3}>
        {(counted) => (
          <Answered of={board} lines={8}>
            {(all) => (
              <>
                <BoardProgress figures={counted} board={all} search={search} />
                <BoardFilter search={search} />
                {all.items.length === 0 ? (
                  <Empty title="Nothing is planned yet">
                    Press “Plan all” to put every migration that the roster asks for on this board. It starts nothing.
                  </Empty>
                ) : (
                  <Groups groups={boardGroups(all.items, nameOf, search)} nameOf={nameOf} search={search} />
                )}
              </>
            )}
          </Answered>
        )}
      </Answered>
    </Page>
  );
}

function BoardFilter({ search }: { readonly search: BoardSearch }) {
  const navigate = useNavigate();
  return (
    <FilterInput
      isSearch
      label="Search migrations"
      placeholder="An agent before or after"
      className="sm:max-w-72"
      value={search.q}
      onValue={(q) =>
        void navigate({ to: '/agents/consolidation', search: readBoardSearch({ ...search, q }), replace: true })
      }
    />
  );
}

interface GroupsProps {
  readonly groups: readonly BoardGroup[];
  readonly nameOf: (agentId: string) => string;
  readonly search: BoardSearch;
}

/** Of a state beside others: the rest is a click away. */
const BRIEF = 9;

function Groups({ groups, nameOf, search }: GroupsProps) {
  if (groups.length === 0) return <Empty title="No migration matches">Search for less, or show every state.</Empty>;
  const isBrief = search.state === undefined && search.q === undefined;
  return groups.map(({ state, items }) => {
    const shown = isBrief ? items.slice(0, BRIEF) : items;
    return (
      <section key={state} aria-labelledby={`state-${state}`}>
        <header className="mb-2 flex flex-wrap items-baseline gap-x-3">
          <h2 id={`state-${state}`} className="font-semibold">
            {STATES[state].label}
          </h2>
          <p className="text-[13px] text-ink-3">
            {plural(items.length, 'migration')}. {STATES[state].about}
          </p>
        </header>
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {shown.map((migration) => (
            <BoardCard key={migration.id} migration={migration} nameOf={nameOf} />
          ))}
        </ul>
        {shown.length < items.length && (
          <Link
            to="/agents/consolidation"
            search={{ ...search, state }}
            className={`mt-3 ${buttonClass('plain', true)}`}
          >
            Show all {formatNumber(items.length)}
          </Link>
        )}
      </section>
    );
  });
}

import { useNavigate } from '@tanstack/react-router';
import { $api } from '../../../api/client';
import { formatNumber } from '../../../format/numbers';
import { plural } from '../../../format/words';
import { ChartFrame } from '../../../ui/chart-frame';
import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { Freshness } from '../../../ui/time';
import { AgentsTabs } from '../agents-tabs';
import type { Communication, RosterPaths } from '../schemas';
import { readCommunicationSearch, type CommunicationSearch } from './communication-search';
import { matrixOf } from './matrix';
import { Legend } from './matrix-cells';
import { MatrixPicture } from './matrix-picture';
import { RoutesTable } from './routes-table';
import { TakenPaths } from './taken-paths';

const DOCUMENT = '/api/orchestration/consolidation/documents/communication-matrix';

/** Who talks to whom, before and after the consolidation, as pictures. */
export function CommunicationPage({ search }: { readonly search: CommunicationSearch }) {
  const communication = $api.useQuery(
    'get',
    '/api/orchestration/communication',
    {},
    { meta: { topics: ['orchestration.agent', 'orchestration.task.ended'] } },
  );
  return (
    <Page
      title="Communication"
      description="Who talks to whom: the routes that the hierarchy needs, before and after, and the paths that were taken."
      actions={
        <a href={DOCUMENT} className="text-[13px] font-medium text-accent underline-offset-2 hover:underline">
          As a document
        </a>
      }
    >
      <AgentsTabs />
      <Answered of={communication} lines={12}>
        {(all) => <Matrices communication={all} search={search} />}
      </Answered>
    </Page>
  );
}

interface MatricesProps {
  readonly communication: Communication;
  readonly search: CommunicationSearch;
}

function Matrices({ communication: { before, after, taken, plan, asOf }, search }: MatricesProps) {
  const navigate = useNavigate();
  const show = (change: Readonly<Record<string, unknown>>): void =>
    void navigate({
      to: '/agents/communication',
      search: readCommunicationSearch({ ...search, ...change }),
      replace: true,
      resetScroll: false,
    });
  const mark = (agent: string): void => show({ agent: agent === search.agent ? undefined : agent });
  const names = new Map([...before.agents, ...after.agents].map(({ id, name }) => [id, name]));
  const frames = [
    { title: 'Before', paths: before, planned: plan.potentialPaths.before, plannedAgents: plan.legacyAgents },
    { title: 'After', paths: after, planned: plan.potentialPaths.after, plannedAgents: plan.targetAgents },
  ];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Legend />
        <Freshness at={asOf} />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {frames.map(({ title, paths, planned, plannedAgents }) => (
          <MatrixFrame
            key={title}
            {...{ title, paths, taken, agent: search.agent, onAgent: mark }}
            hint={`${countsOf(paths)} The plan spoke of ${plannedAgents} agents and ${formatNumber(planned)} paths.`}
          />
        ))}
      </div>
      <TakenPaths taken={taken} nameOf={(id) => names.get(id) ?? id} search={search} onSearch={show} />
    </>
  );
}

interface MatrixFrameProps {
  readonly title: string;
  readonly hint: string;
  readonly paths: RosterPaths;
  readonly taken: Communication['taken'];
  readonly agent: string | undefined;
  readonly onAgent: (id: string) => void;
}

function MatrixFrame({ title, hint, paths, taken, agent, onAgent }: MatrixFrameProps) {
  const matrix = matrixOf(paths, taken);
  const label = `${title}: ${countsOf(paths)}`;
  return (
    <ChartFrame
      title={title}
      hint={hint}
      summary={label}
      chart={<MatrixPicture {...{ paths, matrix, label, agent, onAgent }} />}
      table={<RoutesTable paths={paths} matrix={matrix} label={`Routes ${title.toLowerCase()}`} />}
    />
  );
}

const countsOf = ({ agents, potentialPaths, routes }: RosterPaths): string =>
  `${plural(agents.length, 'agent')}, ${formatNumber(potentialPaths)} possible paths, ${formatNumber(routes.length)} routes needed.`;

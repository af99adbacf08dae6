import { Answered } from '../../../ui/loading';
import { Card } from '../../../ui/card';
import { Fault } from '../../../ui/fault';
import { Page } from '../../../ui/page';
import { Freshness } from '../../../ui/time';
import { plural } from '../../../format/words';
import { AgentsTabs } from '../agents-tabs';
import { agentRows, capabilitiesOf, chosenRows, departmentsOf } from './agent-rows';
import { OrgChart } from './org-chart';
import { prunedTree } from './org-tree';
import { RosterFilters } from './roster-filters';
import { RosterList } from './roster-list';
import type { RosterSearch } from './roster-search';
import { DAYS, useAgents, useHierarchy, useMaySeeReturns, useReturns, useWork } from './use-roster';

/** Who there is, how they are, what they did and what they brought in. */
export function RosterPage({ search }: { readonly search: RosterSearch }) {
  const roster = search.roster ?? 'target';
  const isChart = search.view === 'chart';
  const agents = useAgents(roster);
  const hierarchy = useHierarchy(roster, isChart);
  const work = useWork();
  const returns = useReturns();
  const maySeeReturns = useMaySeeReturns();
  const all = agents.data?.items ?? [];
  const rows = agentRows(all, work.data?.items ?? [], returns.data?.rows ?? []);
  const chosen = chosenRows(rows, search);
  const isChosen = chosen.length < rows.length;
  return (
    <Page title="Agents" description="Who there is, how they are, what they did and what they brought in.">
      <AgentsTabs />
      <RosterFilters search={search} departments={departmentsOf(all)} capabilities={capabilitiesOf(all)} />
      <FaultOf asked={work} />
      <Answered of={agents} lines={10}>
        {() =>
          isChart ? (
            <Answered of={hierarchy} lines={10}>
              {({ roots }) => (
                <OrgChart
                  roots={prunedTree(roots, isChosen ? new Set(chosen.map(({ agent }) => agent.id)) : undefined)}
                  rows={new Map(rows.map((row) => [row.agent.id, row]))}
                />
              )}
            </Answered>
          ) : (
            <Card
              title={isChosen ? `${chosen.length} of ${plural(rows.length, 'agent')}` : plural(rows.length, 'agent')}
              hint={`Work of the last ${DAYS} days; proposals beside a legacy agent are not counted. ${maySeeReturns ? CREDIT : NO_CREDIT}`}
              actions={work.data && <Freshness at={work.data.to} />}
              isPadded={false}
            >
              <RosterList rows={chosen} moneyReason={maySeeReturns ? moneyReasonOf(returns) : undefined} />
            </Card>
          )
        }
      </Answered>
    </Page>
  );
}

const CREDIT = 'Credit and cost as finance’s attribution report has them, by the books’ model.';
const NO_CREDIT = 'What they brought in and cost is not this key’s to see.';

interface WorkAsked {
  readonly error: Error | null | undefined;
  readonly refetch: () => unknown;
}

/** What agents do could not be had: they are shown without it. */
const FaultOf = ({ asked: { error, refetch } }: { readonly asked: WorkAsked }) =>
  error ? <Fault error={error} onRetry={() => void refetch()} /> : null;

interface ReturnsAsked {
  readonly data: { readonly reason?: string | undefined } | undefined;
  readonly error: Error | null | undefined;
}

/** Why there are no amounts at all. */
const moneyReasonOf = ({ data, error }: ReturnsAsked): string | null =>
  error ? `finance did not answer: ${error.message}` : data ? (data.reason ?? null) : 'finance was asked just now';

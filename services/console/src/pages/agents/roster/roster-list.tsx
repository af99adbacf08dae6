import { formatNumber } from '../../../format/numbers';
import { heightOf } from '../../../format/money';
import { departmentLabel } from '../../../format/words';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { PlaceLink } from '../../../ui/place-links';
import { Unknown } from '../../../ui/money';
import { Time } from '../../../ui/time';
import { Link } from '@tanstack/react-router';
import { HEALTH_ORDER } from '../health';
import { HealthBadge } from '../health-badge';
import { ResumeButton } from '../standstill';
import { Success } from '../success';
import type { AgentRow } from './agent-rows';
import { Credited, ReturnOnCost, Spent } from './returns';

/** What the list of tasks takes for: has not ended. */
const OPEN_STATES = 'queued,routed,budget_reserved,awaiting_approval,running';

interface RosterListProps {
  readonly rows: readonly AgentRow[];
  /** Why there are no amounts at all; undefined where they are not this key's to see, and have no columns. */
  readonly moneyReason: string | null | undefined;
}

const agentTo = ({ agent }: AgentRow): string => `/agents/${encodeURIComponent(agent.id)}`;

export function RosterList({ rows, moneyReason }: RosterListProps) {
  return (
    <DataTable
      label="Agents"
      columns={moneyReason === undefined ? WORK_COLUMNS : columnsOf(moneyReason)}
      rows={rows}
      rowKey={({ agent }) => agent.id}
      rowTo={agentTo}
      empty={<Empty title="No agent matches">Remove a filter.</Empty>}
    />
  );
}

const amountOf = (minor: string | null | undefined, currency: string | undefined): number | null =>
  heightOf(minor, currency ?? 'USD');

const columnsOf = (reason: string | null): Column<AgentRow>[] => [
  {
    id: 'name',
    header: 'Agent',
    isWide: true,
    sortBy: ({ agent }) => agent.name,
    cell: (row) => (
      <div className="min-w-0">
        <PlaceLink to={agentTo(row)}>
          <span className="font-medium whitespace-normal">{row.agent.name}</span>
        </PlaceLink>
        <p className="line-clamp-1 text-[13px] whitespace-normal text-ink-3" title={row.agent.role}>
          {row.agent.role || row.agent.id}
        </p>
      </div>
    ),
  },
  {
    id: 'department',
    header: 'Department',
    isSecondary: 'wide',
    sortBy: ({ agent }) => agent.department,
    cell: ({ agent }) => departmentLabel(agent.department),
  },
  {
    id: 'health',
    header: 'Health',
    sortBy: ({ health }) => HEALTH_ORDER.indexOf(health.word),
    cell: ({ health, work, agent }) => (
      <span className="flex flex-wrap items-center gap-2">
        <HealthBadge health={health} />
        {work?.stopped && <ResumeButton agentId={agent.id} />}
      </span>
    ),
  },
  {
    ...{ id: 'success', header: 'Ended well', align: 'right' },
    sortBy: ({ work }) => work?.success.share ?? null,
    cell: ({ work }) => (work ? <Success of={work} /> : <Unknown />),
  },
  {
    ...{ id: 'open', header: 'Open tasks', align: 'right', isSecondary: true },
    sortBy: ({ work }) => work?.open ?? null,
    cell: ({ work, agent }) => (work ? <OpenTasks agentId={agent.id} open={work.open} /> : <Unknown />),
  },
  {
    ...{ id: 'credited', header: 'Net credited', align: 'right', isSecondary: true },
    sortBy: ({ returns: [one] }) => amountOf(one?.creditedMinor, one?.currency),
    cell: ({ returns }) => <Credited of={returns} reason={reason} />,
  },
  {
    ...{ id: 'spent', header: 'Spent', align: 'right', isSecondary: true },
    sortBy: ({ returns: [one] }) => amountOf(one?.costMinor, one?.currency),
    cell: ({ returns }) => <Spent of={returns} reason={reason} />,
  },
  {
    ...{ id: 'return', header: 'Return', align: 'right', isSecondary: 'wide' },
    sortBy: ({ returns: [one] }) => (one?.returnOnCost ? Number(one.returnOnCost) : null),
    cell: ({ returns }) => <ReturnOnCost of={returns} reason={reason} />,
  },
  {
    ...{ id: 'last', header: 'Last worked', align: 'right', isSecondary: 'wide' },
    sortBy: ({ work }) => work?.lastWorkedAt ?? null,
    cell: ({ work }) =>
      work?.lastWorkedAt ? (
        <Time at={work.lastWorkedAt} as="ago" />
      ) : (
        <Unknown reason="it did no work in these days" isShort />
      ),
  },
];

const MONEY = ['credited', 'spent', 'return'];
const WORK_COLUMNS = columnsOf(null).filter(({ id }) => !MONEY.includes(id));

export const OpenTasks = ({ agentId, open }: { readonly agentId: string; readonly open: number }) =>
  open === 0 ? (
    <span className="text-ink-3">0</span>
  ) : (
    <Link
      to={'/tasks' as '/'}
      search={{ agent: agentId, state: OPEN_STATES } as never}
      className="tnum text-accent underline-offset-2 hover:underline"
    >
      {formatNumber(open)}
    </Link>
  );

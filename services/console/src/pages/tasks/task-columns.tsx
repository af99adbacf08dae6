import type { components } from '../../api/openapi';
import { useShop } from '../../app/session';
import { formatDuration } from '../../format/numbers';
import { formatExact } from '../../format/times';
import type { Column } from '../../ui/data-table';
import { Money } from '../../ui/money';
import { AgentLink } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { StateBadge } from './state-badge';
import { TaskAbout } from './task-about';
import { WAITS } from './task-words';
import type { TaskView, WaitsFor as What } from './tasks-search';

type Capability = Pick<components['schemas']['CapabilityView'], 'name' | 'title'>;

/** What a task is asked to do, in the registry’s words. */
export function titleOf(capability: string | null, known: readonly Capability[]): string {
  if (capability === null) return 'To be found out';
  return known.find(({ name }) => name === capability)?.title ?? capability;
}

/** From its first try to its end; undefined while it is under way, or never began. */
export const runMs = ({ startedAt, endedAt }: Pick<TaskView, 'startedAt' | 'endedAt'>): number | undefined =>
  startedAt === null || endedAt === null ? undefined : new Date(endedAt).getTime() - new Date(startedAt).getTime();

export const taskColumns = (known: readonly Capability[]): Column<TaskView>[] => [
  {
    ...{ id: 'what', header: 'What', isWide: true },
    cell: (task) => (
      <span title={`${titleOf(task.capability, known)} · ${task.subject}`}>
        <span className="font-medium">{titleOf(task.capability, known)}</span>
        <span className="text-ink-2">
          {' · '}
          <TaskAbout task={task} />
        </span>
        {task.test && <span className="text-[13px] text-ink-3"> · test</span>}
      </span>
    ),
  },
  { id: 'state', header: 'State', cell: (task) => <StateBadge task={task} /> },
  {
    ...{ id: 'agent', header: 'Agent', isSecondary: true },
    cell: ({ agentId, personaId }) =>
      agentId === null ? (
        <span className="text-ink-3">nobody yet</span>
      ) : (
        <span title={personaId === null ? agentId : `${agentId} as ${personaId}`}>
          <AgentLink id={agentId} />
        </span>
      ),
  },
  {
    ...{ id: 'waits', header: 'Waits for', isSecondary: true },
    cell: ({ waitsFor, waitsUntil }) => (waitsFor === null ? '' : <WaitsFor what={waitsFor} until={waitsUntil} />),
  },
  { id: 'asked', header: 'Asked', isSecondary: true, cell: ({ createdAt }) => <Time at={createdAt} as="ago" /> },
  {
    ...{ id: 'took', header: 'Took', align: 'right', isSecondary: true },
    cell: (task) => {
      const ms = runMs(task);
      return ms === undefined ? (
        <span className="text-ink-3">–</span>
      ) : (
        <span className="tnum">{formatDuration(ms)}</span>
      );
    },
  },
  {
    ...{ id: 'cost', header: 'Cost', align: 'right', isSecondary: true },
    cell: ({ actualMinor, currency }) =>
      currency === null ? <span className="text-ink-3">–</span> : <Money minor={actualMinor} currency={currency} />,
  },
];

function WaitsFor({ what, until }: { readonly what: What; readonly until: string | null }) {
  const { timeZone } = useShop();
  return <span title={until === null ? undefined : `until ${formatExact(until, timeZone)}`}>{WAITS[what]}</span>;
}

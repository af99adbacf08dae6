import { Link } from '@tanstack/react-router';
import { $api } from '../../api/client';
import type { components } from '../../api/openapi';
import { formatDuration, formatNumber, formatPercent } from '../../format/numbers';
import { asWords, plural } from '../../format/words';
import { Badge } from '../../ui/badge';
import { Card } from '../../ui/card';
import { DataTable, type Column } from '../../ui/data-table';
import { Answered } from '../../ui/loading';
import { Freshness, Time, useNow } from '../../ui/time';

type Metric = components['schemas']['ScoreboardMetricView'];

/** Every success metric of the plan: what was promised, what is measured, and how. */
export function ScoreboardCard() {
  const scoreboard = $api.useQuery('get', '/api/orchestration/scoreboard', {}, { refetchInterval: 60_000 });
  return (
    <Card
      title="The plan’s scoreboard"
      hint="What was promised, what is measured, and since when. What nobody measures has no figure, and says why."
      isPadded={false}
      actions={
        scoreboard.data && (
          <span className="text-xs">
            <Freshness isQuiet at={scoreboard.data.asOf} staleAfterMs={120_000} />
          </span>
        )
      }
    >
      <Answered of={scoreboard} lines={10}>
        {({ metrics }) => (
          <DataTable label="Scoreboard" columns={COLUMNS} rows={metrics} rowKey={({ id }) => id} empty={null} />
        )}
      </Answered>
    </Card>
  );
}

function shown({ value, unit }: Metric): string {
  if (value === null) return 'No data';
  if (unit === 'percent') return formatPercent(value, 2);
  return unit === 'ms' ? formatDuration(value) : formatNumber(value);
}

const COLUMNS: readonly Column<Metric>[] = [
  {
    ...{ id: 'title', header: 'Metric' },
    cell: ({ title, link, target }) => (
      <span className="block whitespace-normal">
        {link ? (
          <Link to={link as '/'} className="font-medium underline-offset-2 hover:underline">
            {title}
          </Link>
        ) : (
          <span className="font-medium">{title}</span>
        )}
        <span className="block text-[13px] text-ink-3 md:hidden">{target.text}</span>
      </span>
    ),
  },
  {
    id: 'group',
    header: 'Kind',
    isSecondary: true,
    cell: ({ group }) => <span className="text-ink-2">{asWords(group)}</span>,
  },
  { id: 'target', header: 'Target', isSecondary: true, cell: ({ target }) => target.text },
  {
    ...{ id: 'value', header: 'Measured', align: 'right' },
    cell: (metric) => <span className={metric.value === null ? 'text-ink-3' : 'font-medium'}>{shown(metric)}</span>,
  },
  {
    ...{ id: 'met', header: 'Met' },
    cell: ({ met }) =>
      met === null ? <Badge>unknown</Badge> : met ? <Badge tone="good">yes</Badge> : <Badge tone="bad">not yet</Badge>,
  },
  {
    ...{ id: 'how', header: 'How it is measured', isSecondary: true },
    cell: ({ reason, how, samples }) => (
      <span className="block min-w-64 py-1 text-[13px] whitespace-normal text-ink-2">
        {reason ?? `${how}${samples === null ? '' : `; ${plural(samples, 'case')}`}`}
      </span>
    ),
  },
  {
    ...{ id: 'since', header: 'Since', isSecondary: true },
    cell: ({ since, value, asOf }) =>
      value === null || since !== null ? <Time at={since} as="day" /> : <OfNow asOf={asOf} />,
  },
];

/** Longer than what is judged beside the answer takes to come round. */
const OF_THE_MOMENT_MS = 600_000;

/** What has no beginning is of this moment, unless it was measured a while ago: the record is verified once a day. */
function OfNow({ asOf }: { readonly asOf: string }) {
  const isNow = useNow() - Date.parse(asOf) < OF_THE_MOMENT_MS;
  return <span className="text-ink-3">{isNow ? 'this moment' : <Time at={asOf} as="ago" />}</span>;
}

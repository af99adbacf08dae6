import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { formatNumber } from '../../../format/numbers';
import { asWords } from '../../../format/words';
import { Badge } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Unknown } from '../../../ui/money';
import { streamLabel } from '../../events/event-words';
import type { StatusAsked } from '../use-system';
import { consumerRows, type ConsumerRow } from './consumer-rows';

const figure = (
  id: 'pending' | 'unacknowledged' | 'handled' | 'retried',
  header: string,
  isSecondary: boolean | 'wide' = false,
): Column<ConsumerRow> => ({
  ...{ id, header, isSecondary, align: 'right' },
  sortBy: (row) => row[id],
  cell: (row) => (row[id] === null ? <Unknown reason={row.lagError} /> : formatNumber(row[id])),
});

const COLUMNS: readonly Column<ConsumerRow>[] = [
  {
    id: 'service',
    header: 'Consumer',
    sortBy: ({ service }) => service,
    cell: ({ service, name, isReadModel }) => (
      <span title={name}>
        <span className="font-medium">{asWords(service)}</span>
        {name !== service && <span className="ml-2 text-ink-3 max-md:hidden">{name}</span>}
        {isReadModel && <span className="ml-2 text-[13px] text-ink-3 max-md:hidden">read model</span>}
      </span>
    ),
  },
  {
    id: 'streams',
    header: 'Reads',
    isWide: true,
    isSecondary: true,
    cell: ({ lag }) => (
      <span
        className="block max-w-72 truncate"
        title={lag?.map(({ stream, pending }) => `${stream}: ${pending} behind`).join(', ')}
      >
        {lag === null ? '–' : lag.map(({ stream }) => streamLabel(stream)).join(', ')}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <Badge tone={state === 'running' ? 'good' : 'warn'}>{state}</Badge>,
  },
  figure('pending', 'Behind by'),
  figure('unacknowledged', 'At work on', 'wide'),
  figure('handled', 'Handled', 'wide'),
  figure('retried', 'Retried', 'wide'),
  {
    id: 'deadLettered',
    header: 'Dead-lettered',
    align: 'right',
    sortBy: ({ deadLettered }) => deadLettered,
    cell: ({ deadLettered, name }) =>
      deadLettered === 0 ? (
        0
      ) : (
        <Link to="/dead-letters" search={{ consumer: name, state: 'all' }} className="text-accent hover:underline">
          {formatNumber(deadLettered)}
        </Link>
      ),
  },
];

/** How far everybody who reads is behind; counts are since each process started. */
export function ConsumersCard({ statuses }: { readonly statuses: readonly StatusAsked[] }) {
  const rows = useMemo(() => consumerRows(statuses.map(({ status }) => status)), [statuses]);
  const silent = statuses.filter(({ error, status }) => error && !status);
  return (
    <Card title="Consumers" hint="Those furthest behind first. Counts are since each process started." isPadded={false}>
      {silent.length > 0 && (
        <p role="status" className="border-b border-line bg-warn-soft px-4 py-2 text-warn">
          No answer from {silent.map(({ service, error }) => `${service} (${error!.message})`).join(', ')}.
        </p>
      )}
      <DataTable
        label="Consumers"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ key }) => key}
        empty={<Empty title="Nobody has described yet what it reads" />}
      />
    </Card>
  );
}

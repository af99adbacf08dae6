import { formatDuration, formatNumber } from '../../format/numbers';
import { asWords } from '../../format/words';
import { Badge, type Tone } from '../../ui/badge';
import { Card } from '../../ui/card';
import { DataTable, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { Unknown } from '../../ui/money';
import { Time } from '../../ui/time';
import type { SystemView } from './use-system';

type Service = SystemView['services'][number];

const STATES: Readonly<Record<Service['state'], readonly [string, Tone]>> = {
  ready: ['ready', 'good'],
  not_ready: ['not ready', 'bad'],
  unreachable: ['no answer', 'bad'],
};

const COLUMNS: readonly Column<Service>[] = [
  {
    id: 'name',
    header: 'Service',
    cell: ({ name }) => <span className="font-medium">{asWords(name)}</span>,
    sortBy: ({ name }) => name,
  },
  {
    id: 'state',
    header: 'State',
    sortBy: ({ state }) => state,
    cell: ({ state }) => <Badge tone={STATES[state][1]}>{STATES[state][0]}</Badge>,
  },
  {
    id: 'checks',
    header: 'Checks',
    isWide: true,
    cell: ({ checks, detail }) => {
      const words = checks.map(({ name, ok, detail: found }) =>
        `${name} ${ok ? '' : 'failed'}${found ? ` (${found})` : ''}`.trim(),
      );
      const failed = checks.filter(({ ok }) => !ok);
      return (
        <span title={words.join(', ')}>
          {detail ??
            (failed.length > 0
              ? failed.map(({ name, detail: found }) => `${name}: ${found ?? 'failed'}`).join(', ')
              : `${checks.length} passed: ${checks.map(({ name }) => name).join(', ')}`)}
        </span>
      );
    },
  },
  { id: 'version', header: 'Version', cell: ({ version }) => version ?? <Unknown reason="no answer" /> },
  { id: 'started', header: 'Started', isSecondary: true, cell: ({ startedAt }) => <Time at={startedAt} as="ago" /> },
  {
    id: 'latency',
    header: 'Answers in',
    align: 'right',
    sortBy: ({ latencyMs }) => latencyMs,
    cell: ({ latencyMs }) => (latencyMs === null ? <Unknown reason="no answer" /> : formatDuration(latencyMs)),
  },
  {
    id: 'backlog',
    header: 'Waits in outbox',
    align: 'right',
    isSecondary: true,
    sortBy: ({ relay }) => relay?.backlog ?? null,
    cell: ({ relay }) => (relay ? formatNumber(relay.backlog) : <Unknown reason="the service does not say" />),
  },
];

export const ServicesCard = ({ services }: { readonly services: readonly Service[] }) => (
  <Card title="Services" isPadded={false}>
    <DataTable
      label="Services"
      columns={COLUMNS}
      rows={services}
      rowKey={({ name }) => name}
      empty={<Empty title="The gateway knows no services" />}
    />
  </Card>
);

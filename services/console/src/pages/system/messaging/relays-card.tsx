import type { ReactNode } from 'react';
import { formatDuration, formatNumber } from '../../../format/numbers';
import { asWords } from '../../../format/words';
import { Badge } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Unknown } from '../../../ui/money';
import type { StatusAsked } from '../use-system';

type Relay = NonNullable<StatusAsked['status']>['relay'];

/** What is not told is said to be so, with why. */
const ofRelay =
  (shown: (relay: Relay) => ReactNode) =>
  ({ status, error }: StatusAsked) =>
    status ? shown(status.relay) : <Unknown reason={error ? error.message : 'asked'} />;

const COLUMNS: readonly Column<StatusAsked>[] = [
  { id: 'service', header: 'Service', cell: ({ service }) => <span className="font-medium">{asWords(service)}</span> },
  { id: 'state', header: 'Relay', cell: ofRelay(({ state }) => state) },
  { id: 'backlog', header: 'Waits', align: 'right', cell: ofRelay(({ backlog }) => formatNumber(backlog)) },
  {
    id: 'oldest',
    header: 'The oldest for',
    align: 'right',
    cell: ofRelay(({ oldestAgeS }) => (oldestAgeS === null ? '–' : formatDuration(oldestAgeS * 1_000))),
  },
  {
    id: 'published',
    header: 'Published',
    align: 'right',
    isSecondary: true,
    cell: ofRelay(({ published }) => formatNumber(published)),
  },
  { id: 'parked', header: 'Set aside', align: 'right', cell: ofRelay(({ parked }) => formatNumber(parked)) },
  {
    id: 'breakers',
    header: 'Circuit breakers',
    isWide: true,
    cell: ({ status }) => <Breakers breakers={status?.breakers ?? {}} />,
  },
];

function Breakers({ breakers }: { readonly breakers: Readonly<Record<string, 'closed' | 'open' | 'half-open'>> }) {
  const all = Object.entries(breakers);
  if (all.length === 0) return <span className="text-ink-3">none used yet</span>;
  const words = { closed: 'works', open: 'stopped asking', 'half-open': 'trying again' } as const;
  return (
    <span className="flex flex-wrap gap-1" title={all.map(([name, state]) => `${name}: ${words[state]}`).join(', ')}>
      {all.map(([name, state]) => (
        <Badge key={name} tone={state === 'closed' ? 'good' : 'warn'}>
          {name}: {words[state]}
        </Badge>
      ))}
    </span>
  );
}

/** What leaves each service, and whom it has stopped asking. */
export const RelaysCard = ({ statuses }: { readonly statuses: readonly StatusAsked[] }) => (
  <Card
    title="Outboxes and circuit breakers"
    hint="Events wait in their service’s outbox until the broker has them. A circuit breaker stops a service from calling another that does not answer."
    isPadded={false}
  >
    <DataTable
      label="Outboxes and circuit breakers"
      columns={COLUMNS}
      rows={statuses}
      rowKey={({ service }) => service}
      empty={<Empty title="No services" />}
    />
  </Card>
);

import { Link } from '@tanstack/react-router';
import { plural } from '../../../format/words';
import { Card } from '../../../ui/card';
import { Id } from '../../../ui/code';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Skeleton } from '../../../ui/loading';
import { LINK_LOOK } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { shortType } from '../../events/event-words';
import { useWaitingEvents, type ServiceName, type WaitingRow } from '../use-system';

const COLUMNS: readonly Column<WaitingRow>[] = [
  {
    id: 'consumer',
    header: 'Who waits',
    cell: ({ consumer, service }) => <span title={service}>{consumer}</span>,
  },
  {
    id: 'event',
    header: 'With which event',
    cell: ({ type, address, eventId }) => (
      <Link to="/events" search={{ id: eventId }} className={LINK_LOOK} title={type ?? address}>
        {type === null ? address : shortType(type)}
      </Link>
    ),
  },
  {
    id: 'subject',
    header: 'About',
    isSecondary: true,
    cell: ({ subject }) => (subject === null ? '–' : <Id length={13}>{subject}</Id>),
  },
  { id: 'reason', header: 'For what', isWide: true, cell: ({ reason }) => <span title={reason}>{reason}</span> },
  { id: 'since', header: 'Since', cell: ({ since }) => <Time at={since} as="ago" /> },
  { id: 'until', header: 'At the latest', cell: ({ until }) => <Time at={until} as="ago" /> },
  { id: 'tries', header: 'Tries', align: 'right', isSecondary: true, cell: ({ tries }) => tries },
];

/** Who waits for what, since when and until when; nothing where nobody does. */
export function WaitingCard({ services }: { readonly services: readonly ServiceName[] }) {
  const { rows, hasMore, isAnswered, errors } = useWaitingEvents(services);
  if (services.length === 0) return null;
  return (
    <Card
      title={
        rows.length === 0 ? 'Waiting for a cause' : `${plural(rows.length, 'event waits', 'events wait')} for a cause`
      }
      hint="These arrived before the events that caused them. There is nothing to do: each is tried again every few seconds. One that waits too long becomes a dead letter, and can be sent again from there."
      isPadded={false}
    >
      {errors.length > 0 && (
        <p role="status" className="border-b border-line bg-warn-soft px-4 py-2 text-warn">
          No answer from {errors.map(({ service, error }) => `${service} (${error.message})`).join(', ')}.
        </p>
      )}
      {isAnswered ? (
        <DataTable
          label="Events that wait for a cause"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ service, consumer, eventId }) => `${service} ${consumer} ${eventId}`}
          empty={<Empty title="None any more" />}
        />
      ) : (
        <Skeleton />
      )}
      {hasMore && <p className="border-t border-line px-4 py-2 text-ink-3">More wait; these have waited longest.</p>}
    </Card>
  );
}

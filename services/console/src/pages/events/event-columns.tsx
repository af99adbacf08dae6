import { FlaskConical } from 'lucide-react';
import { Badge } from '../../ui/badge';
import type { Column } from '../../ui/data-table';
import { ActorName, StoryLink } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { EventSubject } from './event-subject';
import { shortType, streamLabel, troubleOf } from './event-words';
import type { ListedEvent } from './live-rows';

/** Test events never count; lists say so. */
export const TestMark = () => (
  <span
    className="inline-flex items-center gap-1 text-xs font-medium text-ink-3"
    title="Of a test order: it never counts"
  >
    <FlaskConical aria-hidden className="size-3.5" />
    test
  </span>
);

export const EVENT_COLUMNS: readonly Column<ListedEvent>[] = [
  {
    id: 'recordedAt',
    header: 'Recorded',
    cell: ({ recordedAt }) => <Time at={recordedAt} as="clock" />,
  },
  {
    id: 'type',
    header: 'What happened',
    isWide: true,
    cell: (event) => <EventName event={event} />,
  },
  { id: 'stream', header: 'Where', isSecondary: true, cell: ({ stream }) => streamLabel(stream) },
  {
    id: 'subject',
    header: 'Subject',
    isSecondary: true,
    cell: (event) => <EventSubject of={event} length={18} />,
  },
  {
    id: 'correlation',
    header: 'Story',
    isSecondary: true,
    cell: ({ correlationId }) => (correlationId === null ? '–' : <StoryLink id={correlationId} />),
  },
  {
    id: 'actor',
    header: 'Who',
    isSecondary: true,
    cell: ({ actor }) => (
      <span className="block max-w-56 truncate">{actor === null ? '–' : <ActorName actor={actor} />}</span>
    ),
  },
  {
    id: 'position',
    header: 'Place',
    align: 'right',
    isSecondary: true,
    cell: ({ position }) => <span className="tnum text-ink-3">{position}</span>,
  },
];

function EventName({ event }: { readonly event: ListedEvent }) {
  const trouble = troubleOf(event);
  return (
    <span className="flex min-w-0 items-center gap-2" title={event.type ?? undefined}>
      <span className="truncate font-medium">{shortType(event.type)}</span>
      {trouble && <Badge tone={trouble.tone}>{trouble.word}</Badge>}
      {event.test && <TestMark />}
      <code className="hidden min-w-0 flex-1 truncate font-mono text-[12px] text-ink-3 xl:inline">{event.type}</code>
    </span>
  );
}

import { useMemo } from 'react';
import { formatDuration } from '../../../format/numbers';
import { Badge } from '../../../ui/badge';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { ActorName, PlaceLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { TestMark } from '../event-columns';
import { EventSubject } from '../event-subject';
import { shortType, streamLabel, troubleOf } from '../event-words';
import { causesFirst, type StoryEvent } from './story-layout';

/** The same story, event by event. */
export function StoryTable({ events }: { readonly events: readonly StoryEvent[] }) {
  const ordered = useMemo(() => causesFirst(events), [events]);
  const columns = useMemo(() => columnsOf(ordered), [ordered]);
  return (
    <DataTable
      label="The story’s events"
      columns={columns}
      rows={ordered}
      rowKey={({ position }) => position}
      rowTo={({ position }) => `/events/${position}`}
      empty={<Empty title="No events" />}
    />
  );
}

function columnsOf(events: readonly StoryEvent[]): readonly Column<StoryEvent>[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const beginMs = Date.parse(events[0]?.storedAt ?? '');
  return [
    { id: 'at', header: 'Time', cell: ({ storedAt }) => <Time at={storedAt} as="clock" /> },
    {
      id: 'since',
      header: 'Since the beginning',
      align: 'right',
      cell: ({ storedAt }) => formatDuration(Math.max(0, Date.parse(storedAt) - beginMs)),
    },
    { id: 'stream', header: 'Where', cell: ({ stream }) => streamLabel(stream) },
    {
      id: 'type',
      header: 'What happened',
      isWide: true,
      cell: (event) => {
        const trouble = troubleOf(event);
        return (
          <span className="flex items-center gap-2" title={event.type ?? undefined}>
            <span className="truncate font-medium">{shortType(event.type)}</span>
            {trouble && <Badge tone={trouble.tone}>{trouble.word}</Badge>}
            {event.test && <TestMark />}
          </span>
        );
      },
    },
    {
      id: 'cause',
      header: 'Followed from',
      isSecondary: true,
      cell: ({ causationId, id }) => {
        const cause = causationId === id ? undefined : byId.get(causationId);
        return cause ? (
          <PlaceLink to={`/events/${cause.position}`}>
            {shortType(cause.type)} ({cause.position})
          </PlaceLink>
        ) : (
          '–'
        );
      },
    },
    {
      id: 'subject',
      header: 'Subject',
      isSecondary: true,
      cell: (event) => <EventSubject of={event} length={14} />,
    },
    {
      id: 'actor',
      header: 'Who',
      isSecondary: true,
      cell: ({ actor }) => (
        <span className="block max-w-56 truncate">{actor === null ? '–' : <ActorName actor={actor} />}</span>
      ),
    },
  ];
}

import { Link } from '@tanstack/react-router';
import { Workflow } from 'lucide-react';
import { useMemo } from 'react';
import { $api } from '../../../api/client';
import type { components } from '../../../api/openapi';
import { Badge } from '../../../ui/badge';
import { buttonClass } from '../../../ui/button';
import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { TestMark } from '../event-columns';
import { shortType, troubleOf } from '../event-words';
import { EntryFault } from '../proof/entry-fault';
import { useCatalogue } from '../use-catalogue';
import { ChainPlace } from './chain-place';
import { EnvelopeCard } from './envelope-card';
import { EventFacts } from './event-facts';
import { Kinship } from './kinship';
import { PayloadCard } from './payload-card';

export type Entry = components['schemas']['RecordedEntryView'];

/** One entry of the record: what it says, where it comes from, and its place in the chain. */
export function EventPage({ position }: { readonly position: string }) {
  const query = $api.useQuery('get', '/api/audit/events/{position}', { params: { path: { position } } });
  const catalogue = useCatalogue().data;
  const type = query.data?.type;
  return (
    <Page
      title={query.data ? shortType(query.data.type) : `Event ${position}`}
      description={(type && catalogue?.summaryOf(type)) ?? `Entry ${position} of the record.`}
      actions={query.data && <Actions entry={query.data} />}
    >
      <EntryFault position={position} />
      <Answered of={query} lines={10}>
        {(entry) => <Shown entry={entry} />}
      </Answered>
    </Page>
  );
}

function Actions({ entry }: { readonly entry: Entry }) {
  const trouble = troubleOf(entry);
  return (
    <>
      {trouble && <Badge tone={trouble.tone}>{trouble.word}</Badge>}
      {entry.test && <TestMark />}
      {entry.correlationId !== null && (
        <Link to="/events/story" search={{ correlationId: entry.correlationId }} className={buttonClass()}>
          <Workflow aria-hidden className="size-4" />
          Part of a story
        </Link>
      )}
    </>
  );
}

function Shown({ entry }: { readonly entry: Entry }) {
  const envelope = useMemo(() => envelopeOf(entry), [entry]);
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <PayloadCard entry={entry} />
        <EnvelopeCard envelope={envelope} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <EventFacts entry={entry} />
        <Kinship entry={entry} />
        <ChainPlace entry={entry} />
      </div>
    </div>
  );
}

/** The attributes around the data; undefined when the message is no event. */
function envelopeOf({ payload, encoding, id }: Entry): Readonly<Record<string, unknown>> | undefined {
  if (encoding !== 'utf8' || id === null) return undefined;
  try {
    const { data: _data, ...attributes } = JSON.parse(payload) as Record<string, unknown>;
    return attributes;
  } catch {
    return undefined;
  }
}

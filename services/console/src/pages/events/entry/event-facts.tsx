import { Link } from '@tanstack/react-router';
import { orderOf } from '../../../app/order-ids';
import { formatBytes } from '../../../format/numbers';
import { Card } from '../../../ui/card';
import { CopyButton, Id } from '../../../ui/code';
import { Fact, Facts } from '../../../ui/facts';
import { ActorName, OrderLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { streamLabel } from '../event-words';
import type { Entry } from './event-page';

export function EventFacts({ entry }: { readonly entry: Entry }) {
  const { id, type, subject, actor, time, storedAt, recordedAt, stream, sequence, natsSubject } = entry;
  const order = orderOf(entry);
  return (
    <Card title="Event">
      <Facts>
        <Fact name="Type">{type === null ? 'none' : <SearchLink search={{ type }}>{type}</SearchLink>}</Fact>
        <Fact name="Happened">
          <Time at={time} as="exact" />
        </Fact>
        <Fact name="Taken by its stream">
          <Time at={storedAt} as="exact" />
        </Fact>
        <Fact name="Recorded">
          <Time at={recordedAt} as="exact" />
        </Fact>
        <Fact name="Who">{actor === null ? '–' : <ActorName actor={actor} />}</Fact>
        <Fact name="Subject">
          {subject === null ? (
            '–'
          ) : order === undefined ? (
            <SearchLink search={{ subject }}>{subject}</SearchLink>
          ) : (
            <span className="flex flex-wrap items-center gap-x-3">
              <span>
                Order <OrderLink id={order} />
              </span>
              <SearchLink search={{ subject }}>all its events</SearchLink>
            </span>
          )}
        </Fact>
        <Fact name="Stream">
          {streamLabel(stream)}, number {sequence}
        </Fact>
        <Fact name="Address">
          <code className="font-mono text-[12.5px] break-all text-ink-2">{natsSubject}</code>
        </Fact>
        <Fact name="Event id">
          {id === null ? (
            '–'
          ) : (
            <span className="inline-flex items-center gap-1">
              <Id length={20}>{id}</Id>
              <CopyButton text={id} label="Copy the event id" />
            </span>
          )}
        </Fact>
        <Fact name="Size">{formatBytes(entry.payloadCharacters)}</Fact>
        {entry.test && <Fact name="Test">It is of a test order, and never counts.</Fact>}
      </Facts>
    </Card>
  );
}

interface SearchLinkProps {
  readonly search: { readonly type: string } | { readonly subject: string };
  readonly children: string;
}

const SearchLink = ({ search, children }: SearchLinkProps) => (
  <Link to="/events" search={search} className="break-all text-accent underline-offset-2 hover:underline">
    {children}
  </Link>
);

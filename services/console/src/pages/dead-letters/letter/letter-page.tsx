import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { $api } from '../../../api/client';
import type { components } from '../../../api/openapi';
import { useMay } from '../../../app/session';
import { orderOf } from '../../../app/order-ids';
import { formatBytes } from '../../../format/numbers';
import { plural } from '../../../format/words';
import { Card } from '../../../ui/card';
import { Id, Json } from '../../../ui/code';
import { Fact, Facts } from '../../../ui/facts';
import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { OrderLink, StoryLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { shortType, streamLabel } from '../../events/event-words';
import { FieldTable } from '../../events/field-table';
import { fieldRows } from '../../events/field-rows';
import { useCatalogue } from '../../events/use-catalogue';
import { LetterBadge, reasonMeaning, stateMeaning } from '../letter-words';
import { LetterActs } from './letter-acts';
import { LetterError } from './letter-error';
import { LetterHistory } from './letter-history';

export type Letter = components['schemas']['LetterView'];

/** One dead letter: what failed, why, with which message, and what was done about it. */
export function LetterPage({ id }: { readonly id: string }) {
  const mayOperate = useMay('gateway:operate');
  const query = $api.useQuery(...(['get', '/api/gateway/dead-letters/{id}', { params: { path: { id } } }] as const), {
    meta: { topics: ['dlq'] },
  });
  const letter = query.data;
  return (
    <Page
      title={letter ? `${shortType(letter.origin.eventType)}, not handled by ${letter.consumer}` : 'Dead letter'}
      description={letter && stateMeaning(letter.state)}
      actions={
        letter && (
          <>
            <LetterBadge state={letter.state} />
            {mayOperate && letter.state === 'open' && <LetterActs letter={letter} />}
          </>
        )
      }
    >
      <Answered of={query} lines={10}>
        {(shown) => <Shown letter={shown} />}
      </Answered>
    </Page>
  );
}

function Shown({ letter }: { readonly letter: Letter }) {
  const { reason, origin, attempts, redrives, subject, correlationId, failedAt, payloadBytes } = letter;
  const order = orderOf({ type: origin.eventType, subject });
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <LetterError letter={letter} />
        <Message letter={letter} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Card title="Failure">
          <Facts>
            <Fact name="Given up because">
              {reason}
              {reasonMeaning(reason) && <span className="block text-ink-3">{reasonMeaning(reason)}</span>}
            </Fact>
            <Fact name="Failed">
              <Time at={failedAt} as="exact" />
            </Fact>
            <Fact name="Tries">{attempts}</Fact>
            <Fact name="Sent again before">{redrives === 0 ? 'never' : plural(redrives, 'time')}</Fact>
            <Fact name="Event">
              {origin.eventId === null ? (
                'it was none'
              ) : (
                <Link to="/events" search={{ id: origin.eventId }} className="text-accent hover:underline">
                  <Id length={20}>{origin.eventId}</Id>
                </Link>
              )}
            </Fact>
            <Fact name="Type">
              <span className="break-all">{origin.eventType ?? '–'}</span>
            </Fact>
            <Fact name="Subject">
              {order === undefined ? (
                (subject ?? '–')
              ) : (
                <>
                  Order <OrderLink id={order} />
                </>
              )}
            </Fact>
            <Fact name="Story">{correlationId === '' ? '–' : <StoryLink id={correlationId} />}</Fact>
            <Fact name="Stream">
              {streamLabel(origin.stream)}, number {origin.sequence}
            </Fact>
            <Fact name="Size">{formatBytes(payloadBytes)}</Fact>
          </Facts>
        </Card>
        <LetterHistory letter={letter} />
      </div>
    </div>
  );
}

/** The message as it was: its data field by field, and the headers around it. */
function Message({ letter: { payload, encoding } }: { readonly letter: Letter }) {
  const catalogue = useCatalogue().data;
  const read = useMemo(() => envelopeOf(payload, encoding), [payload, encoding]);
  if (!read) {
    return (
      <Card
        title="Message"
        hint={encoding === 'base64' ? 'Its bytes are no text; they stand here as base64.' : 'It is no JSON.'}
      >
        <pre
          tabIndex={0}
          className="max-h-96 overflow-auto rounded-md bg-sunken p-3 font-mono text-[12.5px] break-all whitespace-pre-wrap"
        >
          {payload}
        </pre>
      </Card>
    );
  }
  const { data, ...headers } = read;
  const around = catalogue?.envelope && { ...catalogue.envelope, required: [] };
  return (
    <>
      <Card title="Payload">
        <Json value={data ?? read} />
      </Card>
      {catalogue && data !== undefined && (
        <Card title="Headers" isPadded={false}>
          <FieldTable label="Headers" rows={fieldRows(headers, around, catalogue)} />
        </Card>
      )}
    </>
  );
}

function envelopeOf(payload: string, encoding: string): Readonly<Record<string, unknown>> | undefined {
  if (encoding !== 'utf8') return undefined;
  try {
    const read: unknown = JSON.parse(payload);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

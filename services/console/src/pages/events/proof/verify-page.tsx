import { ShieldQuestion } from 'lucide-react';
import { formatNumber } from '../../../format/numbers';
import { Badge } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { CopyButton } from '../../../ui/code';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Fault } from '../../../ui/fault';
import { Page } from '../../../ui/page';
import { PlaceLink } from '../../../ui/place-links';
import { EventTabs } from '../event-tabs';
import { streamLabel } from '../event-words';
import { Verdict } from './proof-notice';
import { checksOf } from './proof-words';
import { Running } from './running';
import { useVerification, type Verification } from './use-verification';
import { VerifyButton } from './verify-button';

type Stream = Verification['streams'][number];

const STREAM_COLUMNS: readonly Column<Stream>[] = [
  { id: 'stream', header: 'Stream', cell: ({ stream }) => streamLabel(stream), sortBy: ({ stream }) => stream },
  { id: 'first', header: 'First', align: 'right', cell: ({ first }) => formatNumber(first) },
  { id: 'last', header: 'Last', align: 'right', cell: ({ last }) => formatNumber(last) },
  {
    id: 'missing',
    header: 'Missing',
    isWide: true,
    cell: ({ missing, missingRanges }) =>
      missing === 0 ? (
        <Badge tone="good">none</Badge>
      ) : (
        <span className="flex items-center gap-2">
          <Badge tone="bad">{formatNumber(missing)}</Badge>
          {missingRanges.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join(', ')}
        </span>
      ),
  },
];

/** Proves that nothing in the record was changed, removed or added. */
export function VerifyPage() {
  const { proof, error, isRunning, verify } = useVerification();
  return (
    <Page
      title="Proof"
      description="Every event is an entry of a chain: its hash covers what it holds and the hash of the entry before. Whoever changes the past breaks the chain at that place."
      actions={<VerifyButton look="primary" />}
    >
      <EventTabs />
      {isRunning && <Running />}
      {error && !isRunning && <Fault error={error} onRetry={verify} />}
      {proof ? (
        <>
          <Verdict proof={proof} />
          <Proof of={proof.verification} />
        </>
      ) : (
        !isRunning &&
        !error && (
          <Card>
            <Empty title="Not verified in this tab yet" icon={ShieldQuestion}>
              Press “Verify the chain”: every entry is computed anew, and the answer says what was compared.
            </Empty>
          </Card>
        )
      )}
    </Page>
  );
}

function Proof({ of }: { readonly of: Verification }) {
  return (
    <>
      {of.faults.length > 0 && (
        <Card title="Where it breaks" hint="What follows the first break can’t be judged.">
          <ul className="flex flex-col gap-2">
            {of.faults.map(({ position, message }) => (
              <li key={position + message} className="flex flex-wrap items-center gap-2">
                <Badge tone="bad">broken</Badge>
                <span>{message}</span>
                <PlaceLink to={`/events/${position}`}>Show entry {position}</PlaceLink>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="What was compared">
        <ul className="flex flex-col gap-3">
          {checksOf(of).map(({ name, isGood, found }) => (
            <li key={name} className="grid gap-x-4 gap-y-1 sm:grid-cols-[6rem_1fr]">
              <span>
                <Badge tone={isGood ? 'good' : 'bad'}>{isGood ? 'holds' : 'broken'}</Badge>
              </span>
              <span>
                {name}: <span className="text-ink-2">{found}</span>
              </span>
            </li>
          ))}
        </ul>
        <div className="mt-4 border-t border-line pt-3">
          <p className="text-[13px] font-medium">Hash of the last entry</p>
          <p className="flex items-center gap-1">
            <code className="font-mono text-[12.5px] break-all">{of.head}</code>
            <CopyButton text={of.head} label="Copy the hash" />
          </p>
          <p className="text-[13px] text-ink-3">
            Note it somewhere else. If the record is ever written anew, a later proof can’t lead to it any more.
          </p>
        </div>
      </Card>
      <Card
        title="Streams"
        hint="Each message of a stream has the next number. The record holds all of them, or says which it lacks."
        isPadded={false}
      >
        <DataTable
          label="Streams of the record"
          columns={STREAM_COLUMNS}
          rows={of.streams}
          rowKey={({ stream, createdAt }) => stream + createdAt}
          empty={<Empty title="The record is empty" />}
        />
      </Card>
    </>
  );
}

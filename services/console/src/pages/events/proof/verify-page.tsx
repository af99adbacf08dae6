import { ShieldQuestion } from 'lucide-react';
import { formatNumber } from '../../../format/numbers';
import { Badge } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { CopyButton } from '../../../ui/code';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Fault } from '../../../ui/fault';
import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { EventTabs } from '../event-tabs';
import { streamLabel } from '../event-words';
import { BrokenCard } from './broken-card';
import { Verdict } from './proof-notice';
import { checksOf } from './proof-words';
import { Running } from './running';
import { useVerification, type Verification } from './use-verification';
import { VerifyButton } from './verify-button';
import { WhatToDo } from './what-to-do';

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
  const { last, error, isRunning, verify } = useVerification();
  return (
    <Page
      title="Proof"
      description="Every event is an entry of a chain: its hash covers what it holds and the hash of the entry before. Whoever changes the past breaks the chain at that place."
      actions={<VerifyButton look="primary" />}
    >
      <EventTabs />
      {isRunning && <Running />}
      {error && !isRunning && <Fault error={error} onRetry={verify} />}
      {/* Nobody has asked yet is an answer too. */}
      <Answered of={{ ...last, data: last.data === undefined ? undefined : { found: last.data } }} lines={6}>
        {({ found }) =>
          found ? (
            <>
              <Verdict of={found} />
              <Proof of={found} />
            </>
          ) : (
            !isRunning &&
            !error && (
              <Card>
                <Empty title="Not verified yet" icon={ShieldQuestion}>
                  Press “Verify the chain”: every entry is computed anew, and the answer says what was compared.
                </Empty>
              </Card>
            )
          )
        }
      </Answered>
    </Page>
  );
}

function Proof({ of }: { readonly of: Verification }) {
  return (
    <>
      {of.faults.length > 0 && <BrokenCard of={of} />}
      {!of.ok && <WhatToDo of={of} />}
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
        {of.ok && <HeadHash hash={of.head} />}
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

const HeadHash = ({ hash }: { readonly hash: string }) => (
  <div className="mt-4 border-t border-line pt-3">
    <p className="text-[13px] font-medium">Hash of the last entry</p>
    <p className="flex items-center gap-1">
      <code className="font-mono text-[12.5px] break-all">{hash}</code>
      <CopyButton text={hash} label="Copy the hash" />
    </p>
    <p className="text-[13px] text-ink-3">
      Note it somewhere else. If the record is ever written anew, a later proof can’t lead to it any more.
    </p>
  </div>
);

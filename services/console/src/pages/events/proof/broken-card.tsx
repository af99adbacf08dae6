import type { ReactNode } from 'react';
import { Badge } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { CopyButton } from '../../../ui/code';
import { PlaceLink } from '../../../ui/place-links';
import { formatNumber } from '../../../format/numbers';
import { stretchesOf, type FaultWords } from './fault-words';
import type { Verification } from './use-verification';

/** The record from beginning to end: which spans are whole, and where it is not what was recorded. */
export function BrokenCard({ of }: { readonly of: Verification }) {
  return (
    <Card
      title="Where it breaks"
      hint="From the first entry to the last. Behind a break, entries are compared with each other."
      isPadded={false}
    >
      <ol aria-label="Where it breaks">
        {stretchesOf(of).map((stretch) =>
          stretch.kind === 'whole' ? (
            <Row key={stretch.place} badge={<Badge tone="good">whole</Badge>}>
              <p>
                {stretch.place}:{' '}
                <span className="text-ink-2">
                  {stretch.isFromBeginning
                    ? 'proven from the very first one'
                    : 'as they were recorded, each following the one before'}
                </span>
              </p>
            </Row>
          ) : (
            <Row key={stretch.key} badge={<Badge tone="bad">broken</Badge>}>
              <FaultShown words={stretch.words} />
            </Row>
          ),
        )}
        {of.givenUpAt !== null && (
          <Row badge={<Badge tone="warn">not read</Badge>}>
            <p>
              After {formatNumber(of.faults.length)} breaks the rest was not read, from entry{' '}
              {formatNumber(of.givenUpAt)} on. It is likely that all that follows was touched.
            </p>
          </Row>
        )}
      </ol>
    </Card>
  );
}

const Row = ({ badge, children }: { readonly badge: ReactNode; readonly children: ReactNode }) => (
  <li className="grid gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-0 sm:grid-cols-[6rem_minmax(0,1fr)]">
    <span>{badge}</span>
    <div className="min-w-0">{children}</div>
  </li>
);

function FaultShown({ words: { title, meaning, expected, found, show } }: { readonly words: FaultWords }) {
  return (
    <>
      <p className="font-semibold text-bad">{title}</p>
      <p className="text-ink-2">{meaning}</p>
      <dl className="mt-2 grid gap-x-4 gap-y-1 md:grid-cols-[19rem_minmax(0,1fr)]">
        {[expected, found].map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-[13px] text-ink-3">{label}</dt>
            <dd className="flex min-w-0 items-center gap-1">
              <Value>{value}</Value>
            </dd>
          </div>
        ))}
      </dl>
      {show !== null && (
        <p className="mt-1">
          <PlaceLink to={`/events/${show}`}>Show entry {formatNumber(show)}</PlaceLink>
        </p>
      )}
    </>
  );
}

const HASH = /^[0-9a-f]{64}$/;

const Value = ({ children }: { readonly children: string }) =>
  HASH.test(children) ? (
    <>
      <code className="font-mono text-[12.5px] break-all">{children}</code>
      <CopyButton text={children} label="Copy the hash" />
    </>
  ) : (
    <>{children}</>
  );

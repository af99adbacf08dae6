import { ArrowDown } from 'lucide-react';
import { $api } from '../../../api/client';
import { Card } from '../../../ui/card';
import { cx } from '../../../ui/class-names';
import { CopyButton } from '../../../ui/code';
import { PlaceLink } from '../../../ui/place-links';
import { shortType } from '../event-words';
import type { Entry } from './event-page';

/** The entry between its neighbours: each hash covers the one before. */
export function ChainPlace({ entry }: { readonly entry: Entry }) {
  const at = BigInt(entry.position);
  const next = $api.useQuery(
    ...([
      'get',
      '/api/audit/events',
      { params: { query: { order: 'asc', cursor: entry.position, limit: 1 } } },
    ] as const),
    { meta: { topics: ['*'] }, staleTime: 5_000 },
  );
  const after = next.data?.items[0];
  return (
    <Card title="Place in the chain">
      <ol className="flex flex-col gap-1.5">
        <Link
          title={at > 1n ? `Entry ${at - 1n}, the one before` : 'The beginning of the record'}
          hash={entry.previousHash}
          {...(at > 1n && { to: `/events/${at - 1n}` })}
        />
        <Arrow />
        <Link title={`Entry ${entry.position}, this one`} hash={entry.hash} isHere />
        <Arrow />
        {after ? (
          <Link
            title={`Entry ${after.position}, the one after: ${shortType(after.type)}`}
            hash={after.hash}
            to={`/events/${after.position}`}
          />
        ) : (
          <li className="text-ink-3">{next.isLoading ? 'Looking for the next one' : 'It is the newest entry.'}</li>
        )}
      </ol>
      <p className="mt-3 text-[13px] text-ink-3">
        SHA-256 over the hash before and all fields of the entry. Of the message: <Hash>{entry.payloadHash}</Hash>
      </p>
    </Card>
  );
}

const Arrow = () => (
  <li aria-hidden className="pl-3 text-ink-3">
    <ArrowDown className="size-4" />
  </li>
);

interface LinkProps {
  readonly title: string;
  readonly hash: string;
  readonly to?: string;
  readonly isHere?: boolean;
}

const Link = ({ title, hash, to, isHere }: LinkProps) => (
  <li className={cx('rounded-md border px-3 py-2', isHere ? 'border-accent bg-accent-soft' : 'border-line')}>
    <p className="font-medium">{to === undefined ? title : <PlaceLink to={to}>{title}</PlaceLink>}</p>
    <p className="flex items-center gap-1">
      <Hash>{hash}</Hash>
      <CopyButton text={hash} label="Copy the hash" />
    </p>
  </li>
);

const Hash = ({ children }: { readonly children: string }) => (
  <code className="font-mono text-[12px] break-all text-ink-2" title={children}>
    {children}
  </code>
);

import { $api } from '../api/client';
import { formatNumber } from '../format/numbers';
import { useMay } from './session';

/** What waits for somebody, by the page where it is seen to. Unknown is not shown. */
export function useWaiting(): Readonly<Record<string, Waiting | undefined>> {
  const approvals = $api.useQuery(
    'get',
    '/api/governance/approvals/counts',
    {},
    { enabled: useMay('governance:read'), meta: { topics: ['governance.approval'] } },
  );
  const letters = $api.useQuery(
    'get',
    '/api/gateway/dead-letters/summary',
    { params: { query: { state: 'open' } } },
    { enabled: useMay('gateway:read'), meta: { topics: ['dlq', 'redrive'] }, refetchInterval: 30_000 },
  );
  const open = letters.data?.items.reduce((sum, { count }) => sum + Number(count), 0);
  return {
    '/approvals': approvals.data && { count: approvals.data.waiting, about: 'waiting' },
    '/dead-letters': open === undefined ? undefined : { count: open, about: 'open' },
  };
}

interface Waiting {
  readonly count: number;
  readonly about: string;
}

export function NavCount({ of }: { readonly of: Waiting | undefined }) {
  if (!of || of.count === 0) return null;
  return (
    <span className="tnum ml-auto rounded-full bg-accent-soft px-1.5 text-xs text-accent">
      {formatNumber(of.count)}
      <span className="sr-only"> {of.about}</span>
    </span>
  );
}

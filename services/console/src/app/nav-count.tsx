import { $api } from '../api/client';
import { formatNumber } from '../format/numbers';
import { useApprovalCounts } from './approval-counts';
import { useMay } from './session';

/** What waits for somebody, by the page where it is seen to. Unknown is not shown. */
export function useWaiting(): Readonly<Record<string, Waiting | undefined>> {
  const approvals = useApprovalCounts();
  const letters = useOpenLetters();
  return {
    '/approvals': approvals.data && { count: approvals.data.waiting, about: 'waiting' },
    '/dead-letters': letters && { count: letters.count, about: 'open' },
  };
}

/** How many events could not be handled and wait for a decision, and since when the oldest does; undefined while it is not known. */
export function useOpenLetters(): { readonly count: number; readonly oldest: string | null } | undefined {
  const { data } = $api.useQuery(
    'get',
    '/api/gateway/dead-letters/summary',
    { params: { query: { state: 'open' } } },
    { enabled: useMay('gateway:read'), meta: { topics: ['dlq', 'redrive'] }, refetchInterval: 30_000 },
  );
  if (!data) return undefined;
  return {
    count: data.items.reduce((sum, { count }) => sum + Number(count), 0),
    oldest: data.items.map(({ oldest }) => oldest).sort()[0] ?? null,
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

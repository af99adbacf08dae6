import { useApprovalCounts } from '../../app/approval-counts';
import { Link } from '@tanstack/react-router';
import { useMayDecide } from './use-inbox';
import { keptFilters, type InboxSearch } from './inbox-search';

const LOOK = 'whitespace-nowrap underline-offset-2 hover:underline';

/** How much waits, is theirs who look, and has little time; each leads to it. */
export function InboxCounts({ search }: { readonly search: InboxSearch }) {
  const { data } = useApprovalCounts();
  const mayDecide = useMayDecide();
  if (!data) return null;
  const rest = keptFilters(search);
  return (
    <p className="tnum flex flex-wrap gap-x-3 text-ink-2" role="status">
      {mayDecide && (
        <Link to="/approvals" search={rest} className={LOOK}>
          <strong className="font-semibold text-ink">{data.yours}</strong> for you
        </Link>
      )}
      <Link to="/approvals" search={{ ...rest, all: true }} className={LOOK}>
        <strong className="font-semibold text-ink">{data.waiting}</strong> {mayDecide ? 'in all' : 'waiting'}
      </Link>
      {data.soon > 0 && (
        <Link to="/approvals" search={{ ...rest, all: true }} className={`${LOOK} text-warn`}>
          <strong className="font-semibold">{data.soon}</strong> within an hour
        </Link>
      )}
    </p>
  );
}

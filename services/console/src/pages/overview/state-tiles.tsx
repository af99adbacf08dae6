import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { $api } from '../../api/client';
import { useMay } from '../../app/session';
import { formatDuration, formatNumber } from '../../format/numbers';
import { plural } from '../../format/words';
import { Card } from '../../ui/card';

const TARGET_MS = 5 * 60_000;

/** Of this moment: what waits, who works, and how far the books are behind. */
export function StateTiles() {
  const approvals = $api.useQuery(
    'get',
    '/api/governance/approvals/counts',
    {},
    { enabled: useMay('governance:read'), meta: { topics: ['governance.approval'] } },
  ).data;
  const queue = $api.useQuery('get', '/api/orchestration/queue', {}, { meta: { topics: ['orchestration.task'] } }).data;
  const stopped = $api.useQuery(
    'get',
    '/api/orchestration/agents-stopped',
    { params: { query: { limit: 100 } } },
    { meta: { topics: ['orchestration.agent'] } },
  ).data;
  const lag = $api.useQuery(
    'get',
    '/api/finance/reports/lag',
    {},
    { enabled: useMay('finance:read'), meta: { topics: ['finance'] } },
  ).data;
  return (
    <Card title="Right now">
      <dl className="flex flex-col gap-2.5">
        <State name="Approvals waiting" to="/approvals">
          {approvals && formatNumber(approvals.waiting)}
          {approvals && approvals.soon > 0 && <Note>{plural(approvals.soon, 'ends', 'end')} within the hour</Note>}
        </State>
        <State name="Agents standing still" to="/agents">
          {stopped && `${formatNumber(stopped.items.length)}${stopped.nextCursor ? '+' : ''}`}
        </State>
        <State name="Work open" to="/tasks">
          {queue && plural(queue.open, 'task')}
          {queue && queue.overdue > 0 && <Note>{formatNumber(queue.overdue)} overdue</Note>}
        </State>
        <State name="Books behind the shop" to="/finance/ledger">
          {lag && <Lag p95Ms={lag.p95Ms ?? null} measured={lag.measured} />}
        </State>
      </dl>
    </Card>
  );
}

function Lag({ p95Ms, measured }: { readonly p95Ms: number | null; readonly measured: number }) {
  if (p95Ms === null) return <span className="text-ink-3">no data: no order came yet</span>;
  return (
    <>
      {formatDuration(p95Ms)}
      <Note>
        or less for 95% of {plural(measured, 'measurement')}; {p95Ms <= TARGET_MS ? 'within' : 'beyond'} the promised 5
        min
      </Note>
    </>
  );
}

const State = ({
  name,
  to,
  children,
}: {
  readonly name: string;
  readonly to: string;
  readonly children: ReactNode;
}) => (
  <div className="flex items-baseline gap-3">
    <dt className="flex-1 whitespace-nowrap">
      <Link to={to as '/'} className="text-ink-2 underline-offset-2 hover:text-ink hover:underline">
        {name}
      </Link>
    </dt>
    <dd className="tnum text-right font-medium">{children ?? <span className="text-ink-3">…</span>}</dd>
  </div>
);

const Note = ({ children }: { readonly children: ReactNode }) => (
  <span className="block text-[13px] font-normal text-ink-3">{children}</span>
);

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { $api } from '../../api/client';
import type { components } from '../../api/openapi';
import { useMay } from '../../app/session';
import { formatDuration, formatNumber } from '../../format/numbers';
import { plural } from '../../format/words';
import { Card } from '../../ui/card';
import { Freshness } from '../../ui/time';

/** Of this moment: what waits, who works, and how far the books are behind. */
export function StateTiles() {
  const approvals = $api.useQuery(
    'get',
    '/api/governance/approvals/counts',
    {},
    { enabled: useMay('governance:read'), meta: { topics: ['governance.approval'] } },
  );
  const queue = $api.useQuery('get', '/api/orchestration/queue', {}, { meta: { topics: ['orchestration.task'] } });
  const stopped = $api.useQuery(
    'get',
    '/api/orchestration/agents-stopped',
    { params: { query: { limit: 100 } } },
    { meta: { topics: ['orchestration.agent'] } },
  );
  // The same answer as the scoreboard's below: what was promised, and whether it is kept, is the API's to say.
  const scoreboard = $api.useQuery('get', '/api/orchestration/scoreboard', {}, { refetchInterval: 60_000 });
  const lag = scoreboard.data?.metrics.find(({ id }) => id === 'reporting_lag');
  const oldest = Math.min(...[approvals, queue, stopped, scoreboard].map((one) => one.dataUpdatedAt || Infinity));
  return (
    <Card
      title="Right now"
      actions={
        Number.isFinite(oldest) && (
          <span className="text-xs">
            <Freshness at={oldest} staleAfterMs={5 * 60_000} />
          </span>
        )
      }
    >
      <dl className="flex flex-col gap-2.5">
        <State name="Approvals waiting" to="/approvals" of={approvals}>
          {({ waiting, soon }) => (
            <>
              {formatNumber(waiting)}
              {soon > 0 && <Note>{plural(soon, 'ends', 'end')} within the hour</Note>}
            </>
          )}
        </State>
        <State name="Agents standing still" to="/agents" of={stopped}>
          {({ items, nextCursor }) => `${formatNumber(items.length)}${nextCursor ? '+' : ''}`}
        </State>
        <State name="Work open" to="/tasks" of={queue}>
          {({ open, overdue }) => (
            <>
              {plural(open, 'task')}
              {overdue > 0 && <Note>{formatNumber(overdue)} overdue</Note>}
            </>
          )}
        </State>
        <State name="Books behind the shop" to="/finance/ledger" of={scoreboard}>
          {() => lag && <Lag of={lag} />}
        </State>
      </dl>
    </Card>
  );
}

function Lag({ of: { value, reason, met, target } }: { readonly of: components['schemas']['ScoreboardMetricView'] }) {
  if (value === null) return <span className="font-normal text-ink-3">no data: {reason}</span>;
  return (
    <>
      {formatDuration(value)}
      <Note>
        or less for 95%; {met ? 'within' : 'beyond'} the target of {target.text}
      </Note>
    </>
  );
}

interface StateProps<Answer> {
  readonly name: string;
  readonly to: string;
  readonly of: { readonly data: Answer | undefined; readonly error: unknown; readonly fetchStatus: string };
  readonly children: (answer: Answer) => ReactNode;
}

/** One figure of this moment; that it can't be had, or isn't this key's to see, is said in its place. */
const State = <Answer,>({ name, to, of: { data, error, fetchStatus }, children }: StateProps<Answer>) => (
  <div className="flex items-baseline gap-3">
    <dt className="flex-1 whitespace-nowrap">
      <Link to={to as '/'} className="text-ink-2 underline-offset-2 hover:text-ink hover:underline">
        {name}
      </Link>
    </dt>
    <dd className="tnum text-right font-medium">
      {data !== undefined ? (
        children(data)
      ) : (
        <span className="font-normal text-ink-3">
          {error ? 'no answer' : fetchStatus === 'idle' ? 'not allowed' : '…'}
        </span>
      )}
    </dd>
  </div>
);

const Note = ({ children }: { readonly children: ReactNode }) => (
  <span className="block text-[13px] font-normal text-ink-3">{children}</span>
);

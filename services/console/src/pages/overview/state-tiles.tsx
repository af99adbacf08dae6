import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { $api } from '../../api/client';
import type { components } from '../../api/openapi';
import { placeOf } from '../../app/address-search';
import { useApprovalCounts } from '../../app/approval-counts';
import { formatFigure } from '../../format/figures';
import { formatNumber } from '../../format/numbers';
import { plural } from '../../format/words';
import { Card } from '../../ui/card';
import { Answered } from '../../ui/loading';
import { Unknown } from '../../ui/money';
import { Freshness } from '../../ui/time';
import { FigureChange } from './figure-change';
import { asClause, type Figure } from './figures-shown';
import { STANDING, STANDING_NAMES } from './standing';
import { useAttention } from './use-attention';
import { useAttentionOfOthers } from './attention-of-others';

const BEFORE = 'yesterday at this time';
const TOPICS = ['governance.approval', 'orchestration.task', 'orchestration.agent'];

/** Of this moment, each beside the same moment of yesterday: what waits, who works, and how far the books are behind. */
export function StateTiles() {
  const figures = $api.useQuery(
    'get',
    '/api/orchestration/figures',
    { params: { query: { names: STANDING_NAMES.join(',') as never, period: 'today' } } },
    { meta: { topics: TOPICS }, refetchInterval: 60_000 },
  );
  const notes = useNotes();
  return (
    <Card
      title="Right now"
      isPadded={false}
      actions={
        figures.data && (
          <span className="text-xs">
            <Freshness isQuiet at={figures.data.asOf} staleAfterMs={120_000} />
          </span>
        )
      }
    >
      <Answered of={figures} lines={5}>
        {(answer) => (
          <dl>
            {answer.figures.map((figure) => (
              <Standing key={figure.name} figure={figure} note={notes[figure.name]} />
            ))}
          </dl>
        )}
      </Answered>
    </Card>
  );
}

type Notes = Readonly<Partial<Record<Figure['name'], string | undefined>>>;

/** What else is to be said of a figure, from whoever knows it. */
function useNotes(): Notes {
  const approvals = useApprovalCounts().data;
  const overdue = useAttention().data?.items.find(({ kind }) => kind === 'tasks_overdue')?.count ?? 0;
  // The same answer as the scoreboard's below: what was promised, and whether it is kept, is the API's to say.
  const scoreboard = $api.useQuery('get', '/api/orchestration/scoreboard', {}, { refetchInterval: 60_000 }).data;
  const lag = scoreboard?.metrics.find(({ id }) => id === 'reporting_lag');
  const besides = useAttentionOfOthers().filter(({ severity }) => severity !== 'note').length;
  return {
    alerts_open: besides > 0 ? `${formatNumber(besides)} more of letters, approvals or the record` : undefined,
    approvals_waiting:
      approvals && approvals.soon > 0 ? `${plural(approvals.soon, 'ends', 'end')} within the hour` : undefined,
    tasks_open: overdue > 0 ? `${formatNumber(overdue)} overdue` : undefined,
    reporting_lag_p95_ms: lag && promised(lag),
  };
}

const promised = ({ value, met, target }: components['schemas']['ScoreboardMetricView']): string | undefined =>
  value === null ? undefined : `for 95% of orders; ${met ? 'within' : 'beyond'} the target of ${target.text}`;

/** One figure of this moment; that it can't be had, or isn't this key's to see, is said in its place. */
function Standing({ figure, note }: { readonly figure: Figure; readonly note: string | undefined }) {
  const { name, title, how, source, value, unit, currency, reason } = figure;
  const { label, to } = STANDING[name as keyof typeof STANDING];
  return (
    <div
      className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 border-b border-line px-4 py-2 last:border-0"
      title={`${title}: ${how}. Source: ${source}`}
    >
      <dt className="whitespace-nowrap">
        <Source to={to}>{label}</Source>
      </dt>
      {value === null ? (
        <dd className="text-right">
          <Unknown reason={asClause(reason ?? 'it is not known')} />
        </dd>
      ) : (
        <>
          <dd className="tnum text-right font-semibold">{formatFigure(value, unit, currency)}</dd>
          <dd className="col-span-2 flex flex-wrap justify-between gap-x-3 text-[13px] text-ink-3">
            <FigureChange figure={figure} before={BEFORE} isAmount hasReason />
            {note !== undefined && <span className="text-ink-2">{note}</span>}
          </dd>
        </>
      )}
    </div>
  );
}

const LOOK = 'text-ink-2 underline-offset-2 hover:text-ink hover:underline';

/** Its page, or its place on this one. */
function Source({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  if (to.startsWith('#'))
    return (
      <a href={to} className={LOOK}>
        {children}
      </a>
    );
  const page = placeOf(to);
  return (
    <Link to={page.to as '/'} search={page.search as never} className={LOOK}>
      {children}
    </Link>
  );
}

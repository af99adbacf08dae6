import { Link } from '@tanstack/react-router';
import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { $api } from '../../api/client';
import type { components } from '../../api/openapi';
import { formatMoney } from '../../format/money';
import { formatNumber, formatPercentChange } from '../../format/numbers';
import { cx } from '../../ui/class-names';
import { formatFigure } from '../../ui/money';
import { Sparkline } from '../../ui/sparkline';
import { Answered } from '../../ui/loading';
import { Freshness } from '../../ui/time';
import { directionOf, FIGURES_SHOWN, isBetter, linkOf } from './figures-shown';
import { COMPARED_WITH, type Period } from './period';

type Figure = components['schemas']['ShopFigureView'];

/** Figures of money are a minute old at most while the stream lives. */
const STALE_AFTER_MS = 90_000;

export function FigureTiles({ period }: { readonly period: Period }) {
  const figures = $api.useQuery(
    'get',
    '/api/orchestration/figures',
    { params: { query: { names: FIGURES_SHOWN.join(',') as never, period, series: 'true' } } },
    { meta: { topics: ['finance', 'orchestration.task'] }, refetchInterval: 60_000 },
  );
  return (
    <section aria-label="Figures">
      <Answered of={figures} lines={4}>
        {(answer) => (
          <>
            <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
              {answer.figures.map((figure) => (
                <FigureTile key={figure.name} figure={figure} period={period} />
              ))}
            </div>
            <p className="mt-1.5 text-right text-xs">
              <Freshness at={answer.asOf} staleAfterMs={STALE_AFTER_MS} />
              <span className="text-ink-3"> · days begin by the clock of {answer.period.timeZone}</span>
            </p>
          </>
        )}
      </Answered>
    </section>
  );
}

function FigureTile({ figure, period }: { readonly figure: Figure; readonly period: Period }) {
  const { title, how, unit, value, reason, currency, points } = figure;
  return (
    <Link
      to={linkOf(figure.name) as '/'}
      title={`${title}: ${how}. Source: ${figure.source}`}
      className="flex min-w-0 flex-col gap-0.5 rounded-lg border border-line bg-surface p-3 hover:border-line-strong sm:p-4"
    >
      <span className="truncate text-[13px] text-ink-2">{title}</span>
      {value === null ? (
        <>
          <span className="text-xl font-semibold text-ink-3">No data</span>
          <span className="text-[13px] text-ink-3">{reason}</span>
        </>
      ) : (
        <>
          <span className="tnum truncate text-xl font-semibold tracking-tight sm:text-2xl">
            {formatFigure(value, unit, currency)}
          </span>
          <Change figure={figure} period={period} />
        </>
      )}
      {points && points.length > 2 && (
        <span className="mt-auto pt-1 max-sm:hidden">
          <Sparkline
            label={`${title}, course`}
            values={points.map((point) => (point.value === null ? null : Number(point.value)))}
          />
        </span>
      )}
    </Link>
  );
}

function Change({ figure, period }: { readonly figure: Figure; readonly period: Period }) {
  const { change, compare, name } = figure;
  if (!compare) return <Quiet>as of now</Quiet>;
  if (change.value === null) return <Quiet title={change.reason ?? undefined}>nothing to compare with</Quiet>;
  const direction = directionOf(change.value);
  const Icon = { up: ArrowUpRight, down: ArrowDownRight, same: ArrowRight }[direction];
  const better = isBetter(name, direction);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1 text-[13px] text-ink-3">
      <span
        className={cx(
          'inline-flex items-center gap-0.5 font-medium',
          better === true && 'text-good',
          better === false && 'text-bad',
          better === null && 'text-ink-2',
        )}
      >
        <Icon aria-hidden className="size-3.5" />
        {amountOf(figure)} {MORE[direction]}
      </span>
      {COMPARED_WITH[period]}
    </span>
  );
}

const MORE = { up: 'more', down: 'less', same: 'the same' } as const;

/** Percent where there are any, else the amount itself; the word beside says which way. */
function amountOf({ change, unit, currency }: Figure): string {
  const value = (change.value ?? '0').replace(/^-/, '');
  if (directionOf(change.value ?? '0') === 'same') return '';
  if (unit === 'percent') return `${formatNumber(value, 1)} points`;
  if (change.percent !== null) return formatPercentChange(change.percent).replace(/^[+−-]/, '');
  return unit === 'minor' && currency ? formatMoney(value, currency) : formatNumber(value);
}

const Quiet = ({ children, title }: { readonly children: ReactNode; readonly title?: string | undefined }) => (
  <span title={title} className="text-[13px] text-ink-3">
    {children}
  </span>
);

import { Link } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { Sparkline } from '../../ui/sparkline';
import { formatFigure } from '../../format/figures';
import { Answered } from '../../ui/loading';
import { Freshness } from '../../ui/time';
import { FigureChange } from './figure-change';
import { placeOfFigure, type Days } from './figure-links';
import { FIGURES_SHOWN, type Figure } from './figures-shown';
import { COMPARED_WITH, type Period } from './period';

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
                <FigureTile key={figure.name} figure={figure} period={period} days={answer.period} />
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

interface FigureTileProps {
  readonly figure: Figure;
  readonly period: Period;
  readonly days: Days;
}

function FigureTile({ figure, period, days }: FigureTileProps) {
  const place = placeOfFigure(figure.name, days);
  const { title, how, unit, value, reason, currency, points } = figure;
  return (
    <Link
      to={place.to as '/'}
      search={place.search as never}
      title={`${title}: ${how}. Source: ${figure.source}`}
      className="flex min-w-0 flex-col gap-0.5 rounded-lg border border-line bg-surface p-3 hover:border-line-strong sm:p-4"
    >
      <span className="text-[13px] text-ink-2 sm:truncate">{title}</span>
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
          <FigureChange figure={figure} before={COMPARED_WITH[period]} />
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

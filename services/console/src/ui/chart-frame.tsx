import { ChartLine, Table } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Card } from './card';
import { Skeleton } from './loading';

export interface ChartFrameProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** The picture; what it says in a sentence stands in `summary` for those who do not see it. */
  readonly chart: ReactNode;
  readonly summary: string;
  /** The same figures as a table. */
  readonly table: ReactNode;
}

/** A chart and its table: one click apart, never by colour alone. */
export function ChartFrame({ title, hint, actions, chart, summary, table }: ChartFrameProps) {
  const [isTable, setTable] = useState(false);
  const Icon = isTable ? ChartLine : Table;
  return (
    <Card
      title={title}
      hint={hint}
      isPadded={!isTable}
      actions={
        <>
          {actions}
          <button
            type="button"
            aria-pressed={isTable}
            className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-[13px] text-ink-2 hover:bg-sunken hover:text-ink"
            onClick={() => setTable(!isTable)}
          >
            <Icon aria-hidden className="size-3.5" />
            {isTable ? 'Chart' : 'Table'}
          </button>
        </>
      }
    >
      {isTable ? (
        table
      ) : (
        <figure>
          <figcaption className="sr-only">{summary}</figcaption>
          <Suspense fallback={<Skeleton lines={6} />}>{chart}</Suspense>
        </figure>
      )}
    </Card>
  );
}

/** Charts come with a library that the first page need not wait for. */
export const SeriesChart = lazy(() => import('./series-chart'));

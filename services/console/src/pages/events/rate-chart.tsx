import { useEffect, useMemo, useState } from 'react';
import { formatNumber } from '../../format/numbers';
import { ChartFrame, SeriesChart } from '../../ui/chart-frame';
import { DataTable, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import type { ListedEvent } from './live-rows';
import { rateOf, rateSummary, type RatePoint } from './rate';

/** A picture of ten-second steps need not be drawn with every event. */
const DRAWN_EVERY_MS = 2_000;

const SERIES = [
  { key: 'real', label: 'Events', as: 'bar', stack: 'all' },
  { key: 'test', label: 'Test events', as: 'bar', stack: 'all' },
] as const;

const COLUMNS: readonly Column<RatePoint>[] = [
  { id: 'label', header: 'Since (min:s)', cell: ({ label }) => label },
  { id: 'real', header: 'Events', align: 'right', cell: ({ real }) => (real === null ? 'not loaded' : real) },
  { id: 'test', header: 'Test events', align: 'right', cell: ({ test }) => (test === null ? 'not loaded' : test) },
];

interface RateChartProps {
  readonly rows: readonly ListedEvent[];
  readonly isWhole: boolean;
}

/** How much happened in the last minutes, of what is looked for. */
export function RateChart({ rows, isWhole }: RateChartProps) {
  const now = useEvery(DRAWN_EVERY_MS);
  // What came since the last drawing waits for the next one.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const points = useMemo(() => rateOf(rows, now, isWhole), [now, isWhole]);
  const summary = rateSummary(points);
  const chart = useMemo(
    () => <SeriesChart points={points} series={SERIES} format={formatNumber} height={120} />,
    [points],
  );
  return (
    <ChartFrame
      title="The last five minutes"
      hint={summary}
      summary={summary}
      chart={chart}
      table={
        <DataTable
          label="Events of the last five minutes"
          columns={COLUMNS}
          rows={points.toReversed()}
          rowKey={({ label }) => label}
          empty={<Empty title="Nothing yet" />}
        />
      }
    />
  );
}

function useEvery(ms: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), ms);
    return () => clearInterval(timer);
  }, [ms]);
  return now;
}

import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { leastHeight } from './least-height';

export interface Series {
  readonly key: string;
  readonly label: string;
  readonly as: 'bar' | 'line' | 'area';
  /** Bars of one stack stand on each other. */
  readonly stack?: string;
  readonly isDashed?: boolean;
}

export interface SeriesChartProps {
  /** One for each place of the axis: `label`, and a number or null (not known: a gap) for every series. */
  readonly points: readonly Readonly<Record<string, string | number | null>>[];
  readonly series: readonly Series[];
  /** Writes a value of the axis and of the tooltip. */
  readonly format: (value: number) => string;
  readonly height?: number;
  readonly isHorizontal?: boolean;
}

const COLOURS = [1, 2, 3, 4, 5, 6].map((n) => `var(--series-${n})`);
const TICK = { fill: 'var(--ink-3)', fontSize: 12 };

/** Bars, lines and areas over time or categories. Whatever is asked for has its place on the axis; what is not known is a gap there. */
export default function SeriesChart({ points, series, format, height = 260, isHorizontal = false }: SeriesChartProps) {
  const category = { dataKey: 'label', tick: TICK, tickLine: false, axisLine: { stroke: 'var(--line)' } };
  const value = { tick: TICK, tickLine: false, axisLine: false, tickFormatter: format, width: 64 };
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        data={[...points]}
        layout={isHorizontal ? 'vertical' : 'horizontal'}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer
      >
        <CartesianGrid stroke="var(--line)" vertical={isHorizontal} horizontal={!isHorizontal} />
        {isHorizontal ? (
          <>
            <XAxis type="number" {...value} />
            <YAxis type="category" {...category} width={150} />
          </>
        ) : (
          <>
            <XAxis {...category} minTickGap={24} />
            <YAxis {...value} />
          </>
        )}
        <Tooltip
          formatter={(shown) => format(Number(shown))}
          contentStyle={{
            ...{ background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 8 },
            ...{ color: 'var(--ink)', fontSize: 13 },
          }}
          labelStyle={{ color: 'var(--ink-2)' }}
          cursor={{ fill: 'var(--sunken)', stroke: 'var(--line-strong)' }}
        />
        {series.length > 1 && (
          <Legend
            itemSorter={null}
            wrapperStyle={{ fontSize: 13 }}
            formatter={(text) => <span className="text-ink-2">{text}</span>}
          />
        )}
        {series.map((one, at) => drawn(one, COLOURS[at % COLOURS.length]!, leastHeight(one, series, points)))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

type LeastHeight = ReturnType<typeof leastHeight>;

function drawn({ key, label, as, stack, isDashed }: Series, colour: string, least: LeastHeight) {
  const common = { key, dataKey: key, name: label, isAnimationActive: false } as const;
  const { key: reactKey, ...rest } = common;
  const dash = isDashed ? { strokeDasharray: '5 4' } : {};
  if (as === 'bar')
    return (
      <Bar
        key={reactKey}
        {...rest}
        fill={colour}
        maxBarSize={36}
        minPointSize={least}
        radius={3}
        {...(stack !== undefined && { stackId: stack })}
      />
    );
  if (as === 'area')
    return <Area key={reactKey} {...rest} stroke={colour} fill={colour} fillOpacity={0.14} strokeWidth={2} {...dash} />;
  return (
    <Line
      key={reactKey}
      {...rest}
      stroke={colour}
      strokeWidth={2}
      dot={dotsOf(isDashed)}
      {...dash}
      connectNulls={false}
    />
  );
}

const dotsOf = (isDashed: boolean | undefined) => (isDashed ? false : { r: 2.5 });

import { cx } from './class-names';

export interface DayBar {
  readonly key: string;
  readonly label: string;
  /** For its height alone; null where it is not known: a gap. */
  readonly height: number | null;
  /** The figure as it is written. */
  readonly text: string;
}

/** Bars of days, light enough for the first page. The scale is written at its top; each bar says its figure when it is pointed at. */
export function DayBars({ bars, top }: { readonly bars: readonly DayBar[]; readonly top: string }) {
  const highest = Math.max(...bars.map(({ height }) => height ?? 0), 1);
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <div className="text-xs text-ink-3">
      <p className="tnum border-b border-dashed border-line pb-0.5">{top}</p>
      <div className="flex h-44 items-end gap-[3px] border-b border-line-strong">
        {bars.map(({ key, label, height, text }) => (
          <span key={key} title={`${label}: ${text}`} className="group flex h-full min-w-0 flex-1 items-end">
            <span
              className={cx('w-full rounded-t-sm bg-series-1 group-hover:opacity-70', height === null && 'hidden')}
              style={{ height: `${(Math.max(height ?? 0, 0) / highest) * 100}%`, minHeight: 2 }}
            />
          </span>
        ))}
      </div>
      <p className="flex justify-between pt-1">
        <span>{first?.label}</span>
        <span>{last?.label}</span>
      </p>
    </div>
  );
}

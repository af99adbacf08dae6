import { formatPercent } from '../../../format/numbers';

interface ExpertiseBarProps {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const at = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** A share with its interval: a line as wide as the doubt, and where the share is. */
export function ExpertiseBar({ mean, low, high }: ExpertiseBarProps) {
  return (
    <span className="flex items-center gap-2">
      <span className="tnum w-12 font-medium">{formatPercent(mean * 100)}</span>
      <span aria-hidden className="relative h-3 min-w-16 flex-1 rounded-full bg-sunken max-sm:hidden">
        <span
          className="absolute inset-y-1 rounded-full bg-line-strong"
          style={{ left: at(low), right: at(1 - high) }}
        />
        <span
          className="absolute inset-y-0 w-0.75 -translate-x-1/2 rounded-full bg-accent"
          style={{ left: at(mean) }}
        />
      </span>
      <span className="tnum text-[13px] whitespace-nowrap text-ink-3">
        {formatPercent(low * 100, 0)} to {formatPercent(high * 100, 0)}
      </span>
    </span>
  );
}

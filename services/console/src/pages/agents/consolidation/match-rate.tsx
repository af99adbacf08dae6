import { formatNumber, formatPercent } from '../../../format/numbers';
import { Unknown } from '../../../ui/money';
import type { MatchRate } from '../schemas';

/** How much of what the new agent proposed matched what the legacy agent did, with the doubt that is left. */
export function MatchRateLine({ of }: { readonly of: MatchRate }) {
  const { percent, interval, compared, confidencePercent, neededPercent, reason } = of;
  if (percent === null || !interval) return <Unknown reason={reason} />;
  return (
    <span
      title={`With ${formatPercent(confidencePercent, 0)} certainty the true rate lies in this range. It passes once even the lower figure is ${formatPercent(neededPercent)}.`}
    >
      <span className="tnum font-medium">{formatPercent(percent)}</span>{' '}
      <span className="tnum text-[13px] text-ink-3">
        of {formatNumber(compared)}, likely {formatPercent(interval.low)} or more
      </span>
    </span>
  );
}

/** The same as a picture: the interval, the rate, and what must be reached. */
export function MatchRateBar({ of: { percent, interval, neededPercent } }: { readonly of: MatchRate }) {
  if (percent === null || !interval) return null;
  const at = (hundredth: string): string => `${hundredth}%`;
  return (
    <div aria-hidden className="relative h-3 rounded-full bg-sunken">
      <span
        className="absolute inset-y-1 rounded-full bg-line-strong"
        style={{ left: at(interval.low), width: `${Number(interval.high) - Number(interval.low)}%` }}
      />
      <span
        className="absolute inset-y-0 w-0.75 -translate-x-1/2 rounded-full bg-accent"
        style={{ left: at(percent) }}
      />
      <span className="absolute -inset-y-1 border-l-2 border-dashed border-ink-3" style={{ left: at(neededPercent) }} />
    </div>
  );
}

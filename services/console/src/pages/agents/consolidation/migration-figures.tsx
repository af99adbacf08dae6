import type { ReactNode } from 'react';
import { formatNumber, formatPercent } from '../../../format/numbers';
import { Unknown } from '../../../ui/money';
import type { MigrationDetail } from '../schemas';
import { MatchRateBar } from './match-rate';

type Arm = MigrationDetail['arms']['target'];

/** What is known: how proposals matched, and how either side's work ended. */
export function MigrationFigures({
  migration: { match, shadow, arms, state },
}: {
  readonly migration: MigrationDetail;
}) {
  const { percent, interval, neededPercent, confidencePercent, compared, reason } = match;
  return (
    <dl className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2 xl:grid-cols-4">
      <Figure name="Match rate">
        {percent === null ? <Unknown reason={reason} /> : formatPercent(percent)}
        {interval && (
          <div className="mt-1 text-[13px] font-normal text-ink-3">
            <MatchRateBar of={match} />
            <p className="mt-1">
              With {formatPercent(confidencePercent, 0)} certainty between {formatPercent(interval.low)} and{' '}
              {formatPercent(interval.high)}. It passes once even the lower figure is {formatPercent(neededPercent)}.
            </p>
          </div>
        )}
      </Figure>
      <Figure name="Compared in this run" below={`${formatNumber(shadow.incomparable)} had no output on one side`}>
        {formatNumber(compared)}
        <span className="ml-2 text-[13px] font-normal text-ink-3">
          {formatNumber(shadow.matches)} match, {formatNumber(shadow.differences)} differ
        </span>
      </Figure>
      <Figure
        name={state === 'shadow' ? 'Proposals of the new agent' : 'Tasks of the new agent'}
        below="ended in this state"
      >
        <ArmLine of={arms.target} />
      </Figure>
      <Figure name="Tasks of the legacy agent" below="that stand against them">
        <ArmLine of={arms.legacy} />
      </Figure>
    </dl>
  );
}

const ArmLine = ({ of: { samples, errors } }: { readonly of: Arm }) => (
  <>
    {formatNumber(samples)}
    <span className="ml-2 text-[13px] font-normal text-ink-3">{formatNumber(errors)} failed</span>
  </>
);

interface FigureProps {
  readonly name: string;
  readonly below?: ReactNode;
  readonly children: ReactNode;
}

const Figure = ({ name, below, children }: FigureProps) => (
  <div className="min-w-0 bg-surface px-4 py-3">
    <dt className="text-[13px] text-ink-3">{name}</dt>
    <dd className="tnum text-lg font-semibold">{children}</dd>
    {below && <dd className="text-[13px] text-ink-3">{below}</dd>}
  </div>
);

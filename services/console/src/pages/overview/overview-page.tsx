import { useMay } from '../../app/session';
import { Page } from '../../ui/page';
import { Select } from '../../ui/field';
import { AttentionCard } from './attention-card';
import { FigureTiles } from './figure-tiles';
import { HappeningCard } from './happening-card';
import { PERIOD_CHOICES, type Period } from './period';
import { RevenueChart } from './revenue-chart';
import { ScoreboardCard } from './scoreboard-card';
import { NEEDS_YOU } from './standing';
import { StateTiles } from './state-tiles';

interface OverviewProps {
  readonly period: Period;
  readonly onPeriod: (period: Period) => void;
}

/** The shop in ten minutes: what needs a person, how it goes, what happens, and how far the plan is. */
export function OverviewPage({ period, onPeriod }: OverviewProps) {
  return (
    <Page
      title="Overview"
      description="What needs you, how the shop does, and what happens right now. Test orders count nowhere."
      actions={
        <label className="flex items-center gap-2 text-ink-2">
          Period
          <Select value={period} choices={PERIOD_CHOICES} onChange={onPeriod} />
        </label>
      }
    >
      <FigureTiles period={period} />
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-4 xl:col-span-2">
          <div id={NEEDS_YOU} className="scroll-mt-16">
            <AttentionCard />
          </div>
          <RevenueChart />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <StateTiles />
          {useMay('audit:read') && <HappeningCard />}
        </div>
      </div>
      <ScoreboardCard />
    </Page>
  );
}

import { formatDuration, formatPercent } from '../../../format/numbers';
import type { MigrationDetail } from '../schemas';
import { STATES } from './states';

const share = (value: number | undefined): string => (value === undefined ? '–' : formatPercent(value * 100));
const whole = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'as many as the match needs' : String(value);
const minutes = (value: number | undefined): string => (value === undefined ? '–' : formatDuration(value * 60_000));

/** Settings of a migration in words, in the order in which they matter. */
export function settingWords({
  settings: { gates, thresholds, advanceUpTo },
  isAutomatic,
}: Pick<MigrationDetail, 'settings' | 'isAutomatic'>): readonly (readonly [string, string])[] {
  return [
    ['Moves by itself', isAutomatic ? 'yes: thresholds and gates may move it' : 'no: only people move it'],
    ['Forward by itself', advanceUpTo ? `as far as ${STATES[advanceUpTo].label}` : 'never'],
    ['Proposals must match', `${share(gates.matchShare)}, with ${share(gates.confidence)} certainty`],
    ['Errors may be worse by', share(gates.errorMargin)],
    ['Comparisons needed', whole(gates.minSamples)],
    ['Tasks of each side needed', whole(gates.canaryMinSamples)],
    ['Back above errors of', `${share(thresholds.errorShare)} in ${minutes(thresholds.windowMinutes)}`],
    [
      'Back above a run time of',
      thresholds.p95Ms === undefined ? '–' : `${formatDuration(thresholds.p95Ms)} (95 of 100)`,
    ],
    ['Tasks until it may', whole(thresholds.minSamples)],
    [
      'Back below revenue by',
      `${share(thresholds.revenueLoss)}, with ${share(thresholds.revenueConfidence)} certainty, in ${minutes(thresholds.revenueWindowMinutes)}`,
    ],
  ];
}

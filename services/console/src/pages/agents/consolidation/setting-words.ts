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
    ['Goes back by itself', isAutomatic ? 'yes, when a threshold is passed' : 'no: only people move it'],
    ['Goes on by itself', isAutomatic && advanceUpTo ? `as far as ${STATES[advanceUpTo].label}` : 'no'],
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

type Change = MigrationDetail['settingsChanges'][number]['changes'][number];

/** What a person set otherwise: the setting by the name it has above, and its values in the same units. */
export function changeWords({ setting, before, after }: Change): string {
  const kind = setting.startsWith(EXCLUDED) ? setting.slice(EXCLUDED.length) : undefined;
  if (kind !== undefined) {
    if (after === null) return `May come over: ${kind}`;
    return `Stays with the legacy agent${before === null ? '' : ', told apart otherwise'}: ${kind}`;
  }
  const [name, say] = SETTINGS[setting] ?? [setting, String];
  const said = (value: string | null): string => (value === null ? 'not set' : say(value));
  return `${name}: ${said(before)} → ${said(after)}`;
}

const EXCLUDED = 'excluded: ';

const asShare = (text: string): string => share(Number(text));
const asMinutes = (text: string): string => minutes(Number(text));
const SETTINGS: Readonly<Record<string, readonly [name: string, say: (text: string) => string]>> = {
  isAutomatic: ['Moves by itself', (text) => (text === 'true' ? 'yes' : 'no')],
  advanceUpTo: ['Goes on by itself', (text) => `as far as ${STATES[text as keyof typeof STATES]?.label ?? text}`],
  'gates.matchShare': ['Proposals must match', asShare],
  'gates.confidence': ['Certainty of gates', asShare],
  'gates.errorMargin': ['Errors may be worse by', asShare],
  'gates.minSamples': ['Comparisons needed', String],
  'gates.canaryMinSamples': ['Tasks of each side needed', String],
  'thresholds.errorShare': ['Back above errors of', asShare],
  'thresholds.windowMinutes': ['Errors are looked at of', asMinutes],
  'thresholds.p95Ms': ['Back above a run time of', formatDuration],
  'thresholds.minSamples': ['Tasks until it may', String],
  'thresholds.revenueLoss': ['Back below revenue by', asShare],
  'thresholds.revenueConfidence': ['Certainty of lost revenue', asShare],
  'thresholds.revenueWindowMinutes': ['Revenue is looked at of', asMinutes],
};

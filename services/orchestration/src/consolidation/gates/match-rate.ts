import type { GateSettings } from '../migration-settings.js';
import type { ShadowFigures } from './evidence.js';
import { wilson } from './statistics.js';

/** How much of what was proposed matched what was done; shares are of a hundred, decimal text. */
export interface MatchRate {
  readonly compared: number;
  readonly matches: number;
  readonly incomparable: number;
  readonly percent: string | null;
  readonly interval: { readonly low: string; readonly high: string } | null;
  readonly confidencePercent: string;
  /** What the lower end of the interval must reach. */
  readonly neededPercent: string;
  /** Why there is no rate; null when there is one. */
  readonly reason: string | null;
}

/** The interval is the one that the match gate looks at. */
export function matchRate(
  { matches, differences, incomparable }: ShadowFigures,
  { matchShare, confidence }: Pick<GateSettings, 'matchShare' | 'confidence'>,
): MatchRate {
  const compared = matches + differences;
  const settings = { confidencePercent: hundredths(confidence), neededPercent: hundredths(matchShare) };
  if (compared === 0) {
    const reason = incomparable === 0 ? 'nothing compared yet' : `none of ${incomparable} could be compared`;
    return { compared, matches, incomparable, percent: null, interval: null, ...settings, reason };
  }
  const { lower, upper } = wilson(matches, compared, confidence);
  return {
    ...{ compared, matches, incomparable, percent: hundredths(matches / compared) },
    ...{ interval: { low: hundredths(lower), high: hundredths(upper) }, ...settings, reason: null },
  };
}

const hundredths = (share: number): string => (share * 100).toFixed(1);

import type { components } from '../../../api/openapi';
import { formatMoney } from '../../../format/money';
import { formatPercent } from '../../../format/numbers';
import { plural } from '../../../format/words';

type Version = components['schemas']['PlanVersionView'];
type Terms = Pick<Version, 'ratePpm' | 'tiers' | 'capMinor' | 'floorMinor' | 'holdDays' | 'match'>;

const PPM_PER_PERCENT = 10_000;
const rate = (ppm: number): string => formatPercent(ppm / PPM_PER_PERCENT, 4);

/** The terms of a version in words: rate, cap, floor, hold, and what they match. */
export function versionWords(version: Terms, currency: string): string[] {
  const { ratePpm, tiers, capMinor, floorMinor, holdDays, match } = version;
  const money = (minor: string): string => formatMoney(minor, currency);
  const steps = tiers?.steps.map((step) => `${rate(step.ratePpm)} from ${money(step.fromMinor)}`).join(', ');
  const mode = tiers?.mode === 'whole' ? 'the last one on all of it' : 'each on its own part';
  return [
    ratePpm !== undefined ? rate(ratePpm) : `${steps}, ${mode}`,
    ...(capMinor === null ? [] : [`at most ${money(capMinor)} per period`]),
    ...(floorMinor === '0' ? [] : [`at least ${money(floorMinor)} per period`]),
    ...(holdDays === 0 ? [] : [`held for ${plural(holdDays, 'day')}`]),
    ...(match?.campaigns?.length ? [`campaigns ${match.campaigns.join(', ')}`] : []),
    ...(match?.agents?.length ? [`agents ${match.agents.join(', ')}`] : []),
  ];
}

import type { GateFinding } from '@vividwalls/events';
import type { ThresholdSettings } from '../migration-settings.js';
import type { ArmRevenue, ThresholdEvidence } from './evidence.js';
import { finding, percent } from './gates.js';
import { upperMeanDifference } from './statistics.js';

/**
 * What the thresholds say that roll a migration back by themselves: `failed` means back. Too little evidence is `unknown` and
 * moves nothing.
 *
 * - `error_share` and `run_p95` take the figures of the window as they are: to be back too early costs nothing, since the legacy
 *   agent is there.
 * - `revenue` must be lower by more than the threshold, and lower for certain: the upper bound of the difference of means
 *   (Welch) below zero. Orders scatter so widely that without it every second canary would end by chance.
 */
export function thresholdFindings(evidence: ThresholdEvidence, settings: ThresholdSettings): GateFinding[] {
  const revenue = evidence.revenue === undefined ? [] : [revenuePerSubject(evidence.revenue, settings)];
  return [errorShare(evidence, settings), runP95(evidence, settings), ...revenue];
}

export const isRolledBackBy = (findings: readonly GateFinding[]): boolean =>
  findings.some(({ verdict }) => verdict === 'failed');

function errorShare({ samples, errors }: ThresholdEvidence, settings: ThresholdSettings): GateFinding {
  if (samples < settings.minSamples) return tooFew('error_share', samples, settings);
  const share = errors / samples;
  const text = `${errors} of ${samples} failed, ${percent(share)}, at most ${percent(settings.errorShare)}`;
  return finding('error_share', share > settings.errorShare ? 'failed' : 'passed', text);
}

function runP95({ samples, p95Ms }: ThresholdEvidence, settings: ThresholdSettings): GateFinding {
  if (samples < settings.minSamples) return tooFew('run_p95', samples, settings);
  if (p95Ms === null) return finding('run_p95', 'unknown', 'the duration of no run is known');
  const text = `95th percentile ${p95Ms} ms of ${samples} runs, at most ${settings.p95Ms} ms`;
  return finding('run_p95', p95Ms > settings.p95Ms ? 'failed' : 'passed', text);
}

function revenuePerSubject(arms: ArmRevenue | null, settings: ThresholdSettings): GateFinding {
  const { revenueLoss, revenueMinSubjects, revenueConfidence } = settings;
  if (!arms) return finding('revenue', 'unknown', 'there are no two arms to compare');
  const { target, legacy, currency } = arms;
  if (Math.min(target.samples, legacy.samples) < revenueMinSubjects) {
    const have = `${target.samples} subjects, legacy ${legacy.samples}`;
    return finding('revenue', 'unknown', `${have}; each arm needs ${revenueMinSubjects}`);
  }
  if (legacy.mean <= 0) return finding('revenue', 'unknown', 'the legacy arm has no revenue to compare with');
  const change = target.mean / legacy.mean - 1;
  const isCertain = upperMeanDifference(target, legacy, revenueConfidence) < 0;
  const text =
    `${change > 0 ? '+' : ''}${percent(change)} revenue per subject (${Math.round(target.mean)} against ` +
    `${Math.round(legacy.mean)} minor units ${currency}; ${target.samples} and ${legacy.samples} subjects), at least ` +
    `-${percent(revenueLoss)}`;
  if (target.mean >= legacy.mean * (1 - revenueLoss)) return finding('revenue', 'passed', text);
  if (isCertain) return finding('revenue', 'failed', `${text}; lower at ${percent(revenueConfidence)} confidence`);
  return finding('revenue', 'unknown', `${text}; it may be chance at ${percent(revenueConfidence)} confidence`);
}

const tooFew = (gate: string, samples: number, { minSamples, windowMinutes }: ThresholdSettings): GateFinding =>
  finding(gate, 'unknown', `${samples} ended in ${windowMinutes} minutes; ${minSamples} are needed`);

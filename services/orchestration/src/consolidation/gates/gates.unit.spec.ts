import { MIGRATION_STATES } from '../assignment.js';
import { completeSettings, mayReachAlone, samplesNeeded, USUAL_SETTINGS } from '../migration-settings.js';
import type { GateEvidence, ThresholdEvidence } from './evidence.js';
import { allPassed, findingsOf, overrule } from './gates.js';
import { isRolledBackBy, thresholdFindings } from './thresholds.js';

const { gates, thresholds } = USUAL_SETTINGS;
const runs = (count: number, ms = 100) => Array.from({ length: count }, () => ms);
const arm = (samples: number, errors = 0, runMs = runs(samples)) => ({ samples, errors, runMs });

const SOUND: GateEvidence = {
  target: arm(100),
  legacy: arm(100),
  shadow: { matches: 100, differences: 0, incomparable: 3 },
  slaP95Ms: 2_000,
  obstacles: [],
};

const verdicts = (state: Parameters<typeof findingsOf>[0], evidence: Partial<GateEvidence>) =>
  Object.fromEntries(findingsOf(state, { ...SOUND, ...evidence }, gates).map(({ gate, verdict }) => [gate, verdict]));

describe('gates', () => {
  it('are passed with sound evidence, in every state that has any', () => {
    for (const state of MIGRATION_STATES) expect(allPassed(findingsOf(state, SOUND, gates))).toBe(true);
    expect(verdicts('shadow', {})).toEqual({
      ...{ readiness: 'passed', samples: 'passed', match: 'passed', errors: 'passed', p95: 'passed' },
    });
    expect(Object.keys(verdicts('canary_10', {}))).toEqual(['readiness', 'samples', 'errors', 'p95']);
    expect(Object.keys(verdicts('planned', {}))).toEqual(['readiness']);
  });

  it('are unknown without evidence, and not passed', () => {
    const nothing = { target: arm(0), legacy: arm(0), shadow: { matches: 0, differences: 0, incomparable: 0 } };
    expect(verdicts('shadow', { ...nothing, slaP95Ms: null })).toEqual({
      ...{ readiness: 'passed', samples: 'unknown', match: 'unknown', errors: 'unknown', p95: 'unknown' },
    });
    expect(allPassed(findingsOf('shadow', { ...SOUND, ...nothing }, gates))).toBe(false);
  });

  it.each([
    [73, 0, 'passed'],
    [72, 0, 'failed'],
    [99, 1, 'failed'],
    [128, 1, 'passed'],
    [950, 50, 'failed'],
    [985, 15, 'passed'],
  ])('find %d matches and %d differences %s', (matches, differences, verdict) => {
    expect(verdicts('shadow', { shadow: { matches, differences, incomparable: 0 } })['match']).toBe(verdict);
  });

  it.each([
    ['no errors on either side', arm(73), arm(73), 'passed'],
    ['too few without errors', arm(40), arm(40), 'failed'],
    ['as many as the legacy agent, many samples', arm(1_000, 30), arm(1_000, 30), 'passed'],
    ['as many, few samples', arm(100, 5), arm(100, 5), 'failed'],
    ['twice as many', arm(1_000, 100), arm(1_000, 50), 'failed'],
    ['fewer than the legacy agent', arm(200, 2), arm(200, 20), 'passed'],
    ['no legacy task', arm(200), arm(0), 'unknown'],
  ])('judge errors: %s', (_what, target, legacy, verdict) => {
    expect(verdicts('canary_10', { target, legacy })['errors']).toBe(verdict);
  });

  it.each([
    ['too few runs', runs(58), 'unknown'],
    ['all within', runs(59), 'passed'],
    ['one slow of 59: nobody knows', [...runs(58), 2_001], 'failed'],
    ['one slow of 100', [...runs(99), 2_001], 'passed'],
    ['five slow of 100', [...runs(95), ...runs(5, 2_001)], 'failed'],
    ['at the SLA', runs(100, 2_000), 'passed'],
  ])('judge durations: %s', (_what, runMs, verdict) => {
    expect(verdicts('canary_50', { target: arm(100, 0, runMs) })['p95']).toBe(verdict);
  });

  it('need samples of both arms in a canary, and of the target once it is active', () => {
    expect(verdicts('canary_10', { target: arm(72) })['samples']).toBe('failed');
    expect(verdicts('canary_10', { legacy: arm(72) })['samples']).toBe('failed');
    expect(verdicts('active', { legacy: arm(1) })['samples']).toBe('passed');
  });

  it('can be overruled, but for an agent that is not there', () => {
    const findings = findingsOf('shadow', { ...SOUND, target: arm(0) }, gates);
    expect(allPassed(overrule(findings))).toBe(true);
    expect(overrule(findings).find(({ gate }) => gate === 'errors')?.verdict).toBe('overruled');
    const absent = findingsOf('planned', { ...SOUND, obstacles: ['there is no agent x'] }, gates);
    expect(allPassed(overrule(absent))).toBe(false);
  });

  it('say the figures, the statistic and the threshold', () => {
    const [, , matched, failed, slow] = findingsOf('shadow', SOUND, gates);
    expect(matched!.finding).toBe(
      '100 of 100 proposals match, 3 incomparable; Wilson lower bound 96.3 % at 95 %, at least 95 %',
    );
    expect(failed!.finding).toMatch(/^0 of 100 failed, legacy 0 of 100; Newcombe upper bound of the difference 3.7 %/);
    expect(slow!.finding).toMatch(/^95th percentile at most 100 ms \(99th of 100 runs\) at 95 %, SLA 2000 ms/);
  });
});

describe('thresholds', () => {
  const quiet: ThresholdEvidence = { samples: 100, errors: 0, p95Ms: 100, revenue: null };
  const earning = (mean: number, samples = 1_000, variance = 100) => ({ mean, samples, variance });
  const against = (target: number, samples?: number) => ({
    ...quiet,
    revenue: { target: earning(target, samples), legacy: earning(100, samples), currency: 'USD' },
  });
  const CASES: readonly (readonly [string, ThresholdEvidence, string, string])[] = [
    ['5 % errors', { ...quiet, errors: 5 }, 'error_share', 'passed'],
    ['6 % errors', { ...quiet, errors: 6 }, 'error_share', 'failed'],
    ['errors of few', { ...quiet, samples: 19, errors: 19 }, 'error_share', 'unknown'],
    ['5 s', { ...quiet, p95Ms: 5_000 }, 'run_p95', 'passed'],
    ['more than 5 s', { ...quiet, p95Ms: 5_001 }, 'run_p95', 'failed'],
    ['unknown durations', { ...quiet, p95Ms: null }, 'run_p95', 'unknown'],
    ['few durations', { ...quiet, samples: 19, p95Ms: 9_000 }, 'run_p95', 'unknown'],
    ['no arms', quiet, 'revenue', 'unknown'],
    ['the same revenue', against(100), 'revenue', 'passed'],
    ['−2 % revenue', against(98), 'revenue', 'passed'],
    ['−3 % revenue', against(97), 'revenue', 'failed'],
    ['−3 % revenue of few', against(97, 99), 'revenue', 'unknown'],
    ['−3 % revenue that may be chance', against(97, 100), 'revenue', 'unknown'],
    ['more revenue', against(120), 'revenue', 'passed'],
  ];

  it.each(CASES)('judge %s', (_what, evidence, gate, verdict) => {
    const findings = thresholdFindings(evidence, thresholds);
    expect(findings.find((one) => one.gate === gate)?.verdict).toBe(verdict);
    expect(isRolledBackBy(findings)).toBe(verdict === 'failed');
  });
});

describe('settings', () => {
  it('are completed by the usual ones', () => {
    const settings = completeSettings({ gates: { minSamples: 5 }, thresholds: { p95Ms: 9 } });
    expect(settings.gates).toEqual({ ...gates, minSamples: 5 });
    expect(settings.thresholds).toEqual({ ...thresholds, p95Ms: 9 });
    expect(samplesNeeded(settings.gates)).toBe(5);
    expect(samplesNeeded({ ...gates, matchShare: 0.9 })).toBe(35);
  });

  it('say how far it goes by itself', () => {
    const upTo = (state: 'active' | null) => ({ ...USUAL_SETTINGS, advanceUpTo: state });
    expect(MIGRATION_STATES.filter((state) => mayReachAlone(upTo('active'), state))).toEqual([
      ...['planned', 'shadow', 'canary_10', 'canary_50', 'active'],
    ]);
    expect(MIGRATION_STATES.filter((state) => mayReachAlone(upTo(null), state))).toEqual([]);
  });
});

import type { GateFinding } from '@vividwalls/events';
import type { MigrationState } from '../assignment.js';
import { canarySamplesNeeded, samplesNeeded, type GateSettings } from '../migration-settings.js';
import type { ArmFigures, GateEvidence } from './evidence.js';
import { newcombe, upperBoundRank, wilson } from './statistics.js';

/** The percentile that an SLA is about. */
const SLA_QUANTILE = 0.95;

type Gate = (evidence: GateEvidence, settings: GateSettings, state: MigrationState) => GateFinding;

/** Gates on the way out of a state. `readiness` can't be overruled: who isn't there can't act. */
const GATES: Readonly<Record<MigrationState, readonly Gate[]>> = {
  planned: [readiness],
  shadow: [readiness, samples, match, errors, p95],
  canary_10: [readiness, samples, errors, p95],
  canary_50: [readiness, samples, errors, p95],
  active: [readiness, samples, errors, p95],
  retired: [],
  rolled_back: [],
};

/**
 * What every gate on the way out of a state says. Unknown is not passed: without evidence nothing goes forward.
 *
 * - `samples`: enough for the intervals to mean something.
 * - `match`: lower bound of the Wilson interval of the share of matching proposals.
 * - `errors`: upper bound of Newcombe's interval of the difference of error shares, target minus legacy, against a margin.
 * - `p95`: the order statistic that bounds the 95th percentile from above, against the SLA.
 */
export function findingsOf(state: MigrationState, evidence: GateEvidence, settings: GateSettings): GateFinding[] {
  return GATES[state].map((gate) => gate(evidence, settings, state));
}

export const allPassed = (findings: readonly GateFinding[]): boolean =>
  findings.every(({ verdict }) => verdict === 'passed' || verdict === 'overruled');

/** A person's word against gates that say no. Readiness stands. */
export function overrule(findings: readonly GateFinding[]): GateFinding[] {
  return findings.map((one) =>
    one.verdict === 'passed' || one.gate === 'readiness' ? one : { ...one, verdict: 'overruled' },
  );
}

function readiness({ obstacles }: GateEvidence): GateFinding {
  if (obstacles.length === 0) return finding('readiness', 'passed', 'all agents and the persona are in the registry');
  return finding('readiness', 'failed', obstacles.join('; '));
}

function samples({ shadow, target, legacy }: GateEvidence, settings: GateSettings, state: MigrationState): GateFinding {
  const [have, needed, what] =
    state === 'shadow'
      ? [shadow.matches + shadow.differences, samplesNeeded(settings), 'comparisons']
      : state === 'active'
        ? [target.samples, canarySamplesNeeded(settings), 'ended tasks of the target agent']
        : [Math.min(target.samples, legacy.samples), canarySamplesNeeded(settings), 'ended tasks of either arm'];
  const verdict = have >= needed ? 'passed' : have === 0 ? 'unknown' : 'failed';
  return finding('samples', verdict, `${have} ${what}, at least ${needed}`);
}

function match({ shadow }: GateEvidence, { matchShare, confidence }: GateSettings): GateFinding {
  const { matches, differences, incomparable } = shadow;
  const compared = matches + differences;
  if (compared === 0) return finding('match', 'unknown', `nothing compared yet, ${incomparable} incomparable`);
  const { lower } = wilson(matches, compared, confidence);
  return finding(
    'match',
    lower >= matchShare ? 'passed' : 'failed',
    `${matches} of ${compared} proposals match, ${incomparable} incomparable; Wilson lower bound ${percent(lower)} at ` +
      `${percent(confidence)}, at least ${percent(matchShare)}`,
  );
}

function errors({ target, legacy }: GateEvidence, { errorMargin, confidence }: GateSettings): GateFinding {
  if (target.samples === 0 || legacy.samples === 0) {
    const missing = target.samples === 0 ? 'target' : 'legacy';
    return finding('errors', 'unknown', `no ended task of the ${missing} side to compare`);
  }
  const { upper } = newcombe(counted(target), counted(legacy), confidence);
  return finding(
    'errors',
    upper <= errorMargin ? 'passed' : 'failed',
    `${target.errors} of ${target.samples} failed, legacy ${legacy.errors} of ${legacy.samples}; Newcombe upper bound of the ` +
      `difference ${percent(upper)} at ${percent(confidence)}, at most ${percent(errorMargin)}`,
  );
}

function p95({ target, slaP95Ms }: GateEvidence, { confidence }: GateSettings): GateFinding {
  if (slaP95Ms === null) return finding('p95', 'unknown', 'the target agent has no SLA');
  const { runMs } = target;
  const rank = upperBoundRank(runMs.length, SLA_QUANTILE, confidence);
  if (rank === undefined)
    return finding(
      'p95',
      'unknown',
      `${runMs.length} runs are too few to bound the 95th percentile at ${percent(confidence)}`,
    );
  const bound = runMs[rank - 1]!;
  return finding(
    'p95',
    bound <= slaP95Ms ? 'passed' : 'failed',
    `95th percentile at most ${bound} ms (${rank}th of ${runMs.length} runs) at ${percent(confidence)}, SLA ${slaP95Ms} ms`,
  );
}

const counted = ({ errors: count, samples }: ArmFigures) => ({ count, samples });

/** Findings travel in events, which take so much. */
const FINDING_MAX = 500;

export const finding = (gate: string, verdict: GateFinding['verdict'], text: string): GateFinding => ({
  ...{ gate, verdict, finding: text.slice(0, FINDING_MAX) },
});

export const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

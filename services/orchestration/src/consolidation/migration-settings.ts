import type { JsonObject } from '../json.js';
import { MIGRATION_STATES, type MigrationState } from './assignment.js';
import { fewestSamplesFor } from './gates/statistics.js';

/** What a migration must show to go forward. Shares 0 to 1. */
export interface GateSettings {
  /** Share of proposals that must match. */
  readonly matchShare: number;
  /** Of every interval. */
  readonly confidence: number;
  /** By how much the error share of the target may exceed that of the legacy agent, at the bound of the interval. */
  readonly errorMargin: number;
  /** Comparisons in shadow; null: as many as the match gate can be passed with at all. */
  readonly minSamples: number | null;
  /** Ended tasks of each arm in a canary; null likewise. */
  readonly canaryMinSamples: number | null;
}

/** What rolls it back by itself. */
export interface ThresholdSettings {
  readonly errorShare: number;
  readonly p95Ms: number;
  /** Share of revenue per subject that the target arm may lose against the legacy arm. */
  readonly revenueLoss: number;
  /** Errors and durations of the last so many minutes count. */
  readonly windowMinutes: number;
  /** Fewer ended tasks than this say nothing. */
  readonly minSamples: number;
  readonly revenueWindowMinutes: number;
  /** Subjects in each arm. */
  readonly revenueMinSubjects: number;
  /** How sure a loss of revenue must be: looked at every few seconds, chance gets many chances. */
  readonly revenueConfidence: number;
}

export interface MigrationSettings {
  readonly gates: GateSettings;
  readonly thresholds: ThresholdSettings;
  /** The last state that it goes forward to by itself when every gate is passed; null: a person decides each step. */
  readonly advanceUpTo: MigrationState | null;
}

/** What of it a migration sets otherwise. */
export interface ChangedSettings {
  readonly gates?: Partial<GateSettings>;
  readonly thresholds?: Partial<ThresholdSettings>;
  readonly advanceUpTo?: MigrationState | null;
}

/** The plan's figures: match 95 %, errors 5 %, p95 5 s, revenue −2 %. */
export const USUAL_SETTINGS: MigrationSettings = {
  gates: { matchShare: 0.95, confidence: 0.95, errorMargin: 0.05, minSamples: null, canaryMinSamples: null },
  thresholds: {
    ...{ errorShare: 0.05, p95Ms: 5_000, revenueLoss: 0.02, windowMinutes: 60, minSamples: 20 },
    ...{ revenueWindowMinutes: 7 * 24 * 60, revenueMinSubjects: 100, revenueConfidence: 0.99 },
  },
  advanceUpTo: null,
};

export function completeSettings(changed: ChangedSettings): MigrationSettings {
  const { gates, thresholds, advanceUpTo } = USUAL_SETTINGS;
  return {
    gates: { ...gates, ...changed.gates },
    thresholds: { ...thresholds, ...changed.thresholds },
    advanceUpTo: changed.advanceUpTo === undefined ? advanceUpTo : changed.advanceUpTo,
  };
}

/** What was set before with what is set now; what is left out stays. */
export function changeSettings(before: ChangedSettings, now: ChangedSettings): ChangedSettings {
  const gates = { ...before.gates, ...given(now.gates) };
  const thresholds = { ...before.thresholds, ...given(now.thresholds) };
  const advanceUpTo = now.advanceUpTo === undefined ? before.advanceUpTo : now.advanceUpTo;
  return { gates, thresholds, ...(advanceUpTo !== undefined && { advanceUpTo }) };
}

/** Without fields that are there and undefined, as a request's body may have them. */
const given = <T extends object>(fields: T = {} as T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Settings as they were kept. Only our own writes make them, so that a look at their kind is enough. */
export const readSettings = (kept: JsonObject): MigrationSettings => completeSettings(kept as ChangedSettings);

export const samplesNeeded = ({ minSamples, matchShare, confidence }: GateSettings): number =>
  minSamples ?? fewestSamplesFor(matchShare, confidence);

export const canarySamplesNeeded = ({ canaryMinSamples, matchShare, confidence }: GateSettings): number =>
  canaryMinSamples ?? fewestSamplesFor(matchShare, confidence);

/** Whether it may reach a state by itself. */
export function mayReachAlone({ advanceUpTo }: MigrationSettings, state: MigrationState): boolean {
  if (advanceUpTo === null) return false;
  return MIGRATION_STATES.indexOf(state) <= MIGRATION_STATES.indexOf(advanceUpTo);
}

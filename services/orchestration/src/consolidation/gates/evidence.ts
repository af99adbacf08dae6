import type { Measured } from './statistics.js';

/** How work ended on one arm. */
export interface ArmFigures {
  readonly samples: number;
  readonly errors: number;
  /** Of the runs whose duration is known, the newest ones, sorted. */
  readonly runMs: readonly number[];
}

export interface ShadowFigures {
  readonly matches: number;
  readonly differences: number;
  /** One of the two had no output: they prove nothing for or against. */
  readonly incomparable: number;
}

/** What gates look at. */
export interface GateEvidence {
  readonly target: ArmFigures;
  readonly legacy: ArmFigures;
  readonly shadow: ShadowFigures;
  /** Of the target agent; null when the registry doesn't know it. */
  readonly slaP95Ms: number | null;
  /** Why it can't begin at all: an agent or persona that isn't there. */
  readonly obstacles: readonly string[];
}

/** What thresholds look at: the last so many minutes. */
export interface ThresholdEvidence {
  readonly samples: number;
  readonly errors: number;
  /** Null when no run's duration is known. */
  readonly p95Ms: number | null;
  /** Null where there are no two arms; left out when it was not looked at this time. */
  readonly revenue?: ArmRevenue | null;
}

/** Revenue per subject of either arm, minor units of one currency. */
export interface ArmRevenue {
  readonly target: Measured;
  readonly legacy: Measured;
  readonly currency: string;
}

export const NO_FIGURES: ArmFigures = { samples: 0, errors: 0, runMs: [] };

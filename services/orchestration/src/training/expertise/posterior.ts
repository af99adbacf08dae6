import { betaQuantile } from './beta.js';

/** Successes and failures as they weigh at a time. */
export interface Evidence {
  readonly successes: number;
  readonly failures: number;
  readonly asOf: Date;
}

/** How good somebody is at something: the mean, and between which shares it lies with 95 %. */
export interface Expertise {
  readonly mean: number;
  readonly interval: { readonly low: number; readonly high: number };
  /** What the registry says, before anything was seen. */
  readonly prior: number;
  /** Outcomes behind it, as they weigh now. */
  readonly successes: number;
  readonly failures: number;
}

/** After so long an outcome weighs half: an agent that learnt or broke is another one after a season. */
export const HALF_LIFE_MS = 90 * 24 * 60 * 60_000;

/** What the registry says weighs as much as so many outcomes: ten tasks show more than a figure that somebody set. */
export const PRIOR_WEIGHT = 10;

/** Evidence as it weighs at a time. Never more than it was: what is dated later than now has not aged. */
export function agedTo(evidence: Evidence, at: Date): Evidence {
  const age = Math.max(0, at.getTime() - evidence.asOf.getTime());
  const kept = 2 ** (-age / HALF_LIFE_MS);
  return { successes: evidence.successes * kept, failures: evidence.failures * kept, asOf: at };
}

/**
 * Expertise as a Beta posterior: the prior is Beta(κ·p, κ·(1 − p)) with the registry's p and κ of ten outcomes, kept within
 * (0, 1), and every success or failure adds to it what it weighs by now.
 */
export function posteriorOf(prior: number, evidence: Evidence | undefined, at: Date): Expertise {
  const { successes, failures } = evidence ? agedTo(evidence, at) : { successes: 0, failures: 0 };
  const believed = Math.min(0.99, Math.max(0.01, prior));
  const [a, b] = [PRIOR_WEIGHT * believed + successes, PRIOR_WEIGHT * (1 - believed) + failures];
  return {
    ...{ mean: a / (a + b), prior, successes, failures },
    interval: { low: betaQuantile(0.025, a, b), high: betaQuantile(0.975, a, b) },
  };
}

/** The mean alone, for whoever decides often and shows nothing. */
export function posteriorMean(prior: number, evidence: Evidence | undefined, at: Date): number {
  const { successes, failures } = evidence ? agedTo(evidence, at) : { successes: 0, failures: 0 };
  const believed = Math.min(0.99, Math.max(0.01, prior));
  return (PRIOR_WEIGHT * believed + successes) / (PRIOR_WEIGHT + successes + failures);
}

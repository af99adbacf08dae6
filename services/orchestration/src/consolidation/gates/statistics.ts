/** Statistics that gates and thresholds use. Each names its source; shares are 0 to 1. */

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Wilson score interval of a proportion, two-sided. Unlike the textbook interval it is sound for shares near 0 and 1 and for few
 * samples: all of n successes give a lower bound of n / (n + z²), not 1.
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 */
export function wilson(successes: number, samples: number, confidence: number): Interval {
  const z = quantileOf(confidence);
  const [p, z2] = [successes / samples, z * z];
  const centre = p + z2 / (2 * samples);
  const reach = z * Math.sqrt((p * (1 - p)) / samples + z2 / (4 * samples * samples));
  const scale = 1 + z2 / samples;
  return { lower: Math.max(0, (centre - reach) / scale), upper: Math.min(1, (centre + reach) / scale) };
}

/**
 * The fewest samples with which Wilson's lower bound can reach a share at all, when every sample is a success: n ≥ z²·s / (1 − s).
 * For 95 % at 95 % confidence it is 73.
 */
export function fewestSamplesFor(share: number, confidence: number): number {
  const z = quantileOf(confidence);
  return Math.ceil((z * z * share) / (1 - share));
}

/**
 * Interval of the difference p₁ − p₂ of two independent proportions: Newcombe's hybrid of two Wilson intervals ("method 10"),
 * which is sound where errors are few.
 *
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
 * methods", Statistics in Medicine 17 (1998).
 */
export function newcombe(first: Counted, second: Counted, confidence: number): Interval {
  const [p1, p2] = [first.count / first.samples, second.count / second.samples];
  const a = wilson(first.count, first.samples, confidence);
  const b = wilson(second.count, second.samples, confidence);
  const difference = p1 - p2;
  return {
    lower: difference - Math.hypot(p1 - a.lower, b.upper - p2),
    upper: difference + Math.hypot(a.upper - p1, p2 - b.lower),
  };
}

export interface Counted {
  readonly count: number;
  readonly samples: number;
}

/**
 * Which of n sorted values is an upper confidence bound of a quantile, counted from 1: the smallest k with
 * P(Binomial(n, q) < k) ≥ confidence, one-sided. It needs no assumption about how durations are distributed. Undefined when
 * even the largest of n is no bound: for the 95th percentile at 95 % confidence below 59.
 *
 * Source: H. A. David and H. N. Nagaraja, "Order Statistics", 3rd ed. (2003), section 7.1.
 */
export function upperBoundRank(samples: number, quantile: number, confidence: number): number | undefined {
  // P(X = 0) underflows for thousands of samples: logarithms don't.
  const odds = Math.log(quantile) - Math.log1p(-quantile);
  let term = samples * Math.log1p(-quantile);
  let below = 0;
  for (let k = 1; k <= samples; k++) {
    below += Math.exp(term);
    if (below >= confidence) return k;
    term += Math.log((samples - k + 1) / k) + odds;
  }
  return undefined;
}

/** Mean and variance of what was measured once per subject. */
export interface Measured {
  readonly samples: number;
  readonly mean: number;
  /** Of the sample, with n − 1. */
  readonly variance: number;
}

/**
 * Upper bound of the difference of two means, one-sided, with unequal variances (Welch's standard error, normal quantile: arms
 * hold a hundred subjects and more).
 *
 * Source: B. L. Welch, "The generalization of Student's problem when several different population variances are involved",
 * Biometrika 34 (1947).
 */
export function upperMeanDifference(first: Measured, second: Measured, confidence: number): number {
  const error = Math.sqrt(first.variance / first.samples + second.variance / second.samples);
  return first.mean - second.mean + normalQuantile(confidence) * error;
}

/** z of a two-sided confidence: 1.96 for 95 %. */
const quantileOf = (confidence: number): number => normalQuantile(0.5 + confidence / 2);

const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732537343734, 4.374664141464968,
  2.938163982698783,
];
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

/** Where the approximation of the tails begins. */
const TAIL = 0.02425;

/**
 * Quantile of the standard normal distribution, 0 < p < 1; relative error below 1.2 · 10⁻⁹.
 *
 * Source: P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function" (2003).
 */
export function normalQuantile(p: number): number {
  if (p < TAIL) return tail(p);
  if (p > 1 - TAIL) return -tail(1 - p);
  const q = p - 0.5;
  const r = q * q;
  return (polynomial(A, r) * q) / (polynomial(B, r) * r + 1);
}

function tail(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p));
  return polynomial(C, q) / (polynomial(D, q) * q + 1);
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

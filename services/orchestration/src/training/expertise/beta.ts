/** ln Γ(x) for x > 0, by Lanczos' approximation (g = 7, n = 9); relative error below 1e-13. */
export function logGamma(x: number): number {
  const [first, ...rest] = LANCZOS;
  const shifted = x - 1;
  const sum = rest.reduce((total, coefficient, i) => total + coefficient / (shifted + i + 1), first!);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

const STEPS_MAX = 300;
const SMALLEST = 1e-300;
const PRECISE = 1e-14;

/**
 * The regularised incomplete beta function I_x(a, b): the probability that a share distributed as Beta(a, b) is at most x.
 *
 * Source: Press et al., “Numerical Recipes”, 3rd ed. (2007), section 6.4: the continued fraction by Lentz's method.
 */
export function betaProbability(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  const bounded = (value: number) => (Math.abs(value) < SMALLEST ? SMALLEST : value);
  let [c, d] = [1, 1 / bounded(1 - ((a + b) * x) / (a + 1))];
  let h = d;
  for (let m = 1; m <= STEPS_MAX; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / bounded(1 + even * d);
    c = bounded(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / bounded(1 + odd * d);
    c = bounded(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < PRECISE) break;
  }
  return h;
}

/** The share below which Beta(a, b) lies with this probability, by bisection; exact to 1e-9. */
export function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (betaProbability(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

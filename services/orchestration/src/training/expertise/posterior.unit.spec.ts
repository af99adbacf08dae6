import fc from 'fast-check';
import { betaProbability, betaQuantile, logGamma } from './beta.js';
import { agedTo, HALF_LIFE_MS, posteriorMean, posteriorOf, type Evidence } from './posterior.js';

const NOW = new Date('2026-11-29T12:00:00Z');
const seen = (successes: number, failures: number, asOf = NOW): Evidence => ({ successes, failures, asOf });
const before = (ms: number) => new Date(NOW.getTime() - ms);

describe('the beta distribution', () => {
  it.each([
    [5, Math.log(24)],
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [101, 363.73937555556347],
  ])('ln Γ(%d)', (x, expected) => expect(logGamma(x)).toBeCloseTo(expected, 10));

  // Closed forms: I_x(1, b) = 1 − (1 − x)^b, I_x(a, 1) = x^a, I_½(a, a) = ½, and Beta(2, 3) by its polynomial.
  it.each([
    [0.3, 1, 4, 1 - 0.7 ** 4],
    [0.3, 4, 1, 0.3 ** 4],
    [0.5, 7.5, 7.5, 0.5],
    [0.4, 2, 3, 6 * 0.4 ** 2 - 8 * 0.4 ** 3 + 3 * 0.4 ** 4],
    [0, 2, 3, 0],
    [1, 2, 3, 1],
  ])('P(share ≤ %d) of Beta(%d, %d)', (x, a, b, expected) =>
    expect(betaProbability(x, a, b)).toBeCloseTo(expected, 10),
  );

  it('has quantiles that are the inverse, to 1e-8', () => {
    const parameter = fc.double({ min: 0.1, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), parameter, parameter, (p, a, b) => {
        const share = betaQuantile(p, a, b);
        expect(betaProbability(share - 1e-8, a, b)).toBeLessThanOrEqual(p + 1e-9);
        expect(betaProbability(share + 1e-8, a, b)).toBeGreaterThanOrEqual(p - 1e-9);
      }),
    );
  });
});

describe('expertise', () => {
  it.each([
    ['nothing seen: what the registry says', 0.8, undefined, 0.8],
    ['ten successes weigh as much as the registry', 0.5, seen(10, 0), 0.75],
    ['ten failures', 0.5, seen(0, 10), 0.25],
    ['what is a half-life old weighs half', 0.5, seen(20, 0, before(HALF_LIFE_MS)), 0.75],
    ['what is ten half-lives old weighs nearly nothing', 0.5, seen(10, 0, before(10 * HALF_LIFE_MS)), 0.5],
    ['a prior of 1 can be shaken', 1, seen(0, 90), 0.099],
    ['a prior of 0 can rise', 0, seen(90, 0), 0.901],
  ])('%s', (_what, prior, evidence, mean) => {
    expect(posteriorOf(prior, evidence, NOW).mean).toBeCloseTo(mean, 2);
    expect(posteriorMean(prior, evidence, NOW)).toBe(posteriorOf(prior, evidence, NOW).mean);
  });

  const share = fc.double({ min: 0, max: 1, noNaN: true });
  it('lies within its interval, which is narrower for more outcomes', () => {
    fc.assert(
      fc.property(share, fc.nat(100), fc.nat(100), (prior, successes, failures) => {
        const few = posteriorOf(prior, seen(successes, failures), NOW);
        const many = posteriorOf(
          few.mean,
          seen(10 * successes + 90 * few.mean, 10 * failures + 90 * (1 - few.mean)),
          NOW,
        );
        expect(few.interval.low).toBeLessThanOrEqual(few.mean + 1e-3);
        expect(few.interval.high).toBeGreaterThanOrEqual(few.mean - 1e-3);
        expect(many.interval.high - many.interval.low).toBeLessThan(few.interval.high - few.interval.low + 1e-6);
      }),
    );
  });

  it('rises with a success, falls with a failure, and comes back to the prior with time', () => {
    fc.assert(
      fc.property(share, fc.nat(50), fc.nat(50), (prior, successes, failures) => {
        const at = (evidence: Evidence, time = NOW) => posteriorMean(prior, evidence, time);
        expect(at(seen(successes + 1, failures))).toBeGreaterThan(at(seen(successes, failures)));
        expect(at(seen(successes, failures + 1))).toBeLessThan(at(seen(successes, failures)));
        const later = new Date(NOW.getTime() + 60 * HALF_LIFE_MS);
        expect(at(seen(successes, failures), later)).toBeCloseTo(posteriorMean(prior, undefined, later), 6);
      }),
    );
  });

  it('ages the same in one step as in two, and not backwards', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (first, second) => {
        const [then, later] = [new Date(NOW.getTime() + first * day), new Date(NOW.getTime() + (first + second) * day)];
        const inTwo = agedTo(agedTo(seen(8, 4), then), later);
        expect(inTwo.successes).toBeCloseTo(agedTo(seen(8, 4), later).successes, 9);
      }),
    );
    expect(agedTo(seen(8, 4), before(day))).toMatchObject({ successes: 8, failures: 4 });
  });
});

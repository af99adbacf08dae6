import fc from 'fast-check';
import { anyRates, anyTerms, terms } from '../testing/terms.js';
import { commissionBeforeCap, periodCommission } from './period-commission.js';

const tiers = [
  { fromMinor: 0n, ratePpm: 50_000n },
  { fromMinor: 100_000n, ratePpm: 100_000n },
  { fromMinor: 500_000n, ratePpm: 120_000n },
];

describe('the commission of a period', () => {
  it.each([
    [0n, 0n],
    [9n, 0n],
    [10n, 1n],
    [19_999n, 1_999n],
  ])('of %s at 10 %% is %s: parts of a minor unit are not paid', (base, commission) => {
    expect(periodCommission(terms(), base)).toBe(commission);
  });

  it.each([
    [100_000n, 5_000n],
    [150_000n, 10_000n],
    [500_000n, 45_000n],
    [600_000n, 57_000n],
  ])('of %s by marginal tiers is %s: each rate is for the revenue within its tier', (base, commission) => {
    expect(commissionBeforeCap({ tierMode: 'marginal', tiers }, base)).toBe(commission);
  });

  it.each([
    [99_999n, 4_999n],
    [100_000n, 10_000n],
    [499_999n, 49_999n],
    [600_000n, 72_000n],
  ])('of %s by tiers on the whole is %s: the rate reached is for all of it', (base, commission) => {
    expect(commissionBeforeCap({ tierMode: 'whole', tiers }, base)).toBe(commission);
  });

  it('is rounded once, not tier by tier', () => {
    const halves = [
      { fromMinor: 0n, ratePpm: 100_000n },
      { fromMinor: 5n, ratePpm: 100_000n },
    ];
    expect(commissionBeforeCap({ tierMode: 'marginal', tiers: halves }, 10n)).toBe(1n);
  });

  it('never exceeds the cap', () => {
    expect(periodCommission(terms({ capMinor: 500n }), 4_999n)).toBe(499n);
    expect(periodCommission(terms({ capMinor: 500n }), 5_000_000n)).toBe(500n);
    expect(periodCommission(terms({ capMinor: 0n }), 5_000_000n)).toBe(0n);
  });

  it('never falls while revenue rises, and never exceeds the revenue', () => {
    const base = fc.bigInt({ min: 0n, max: 400_000n });
    fc.assert(
      fc.property(anyTerms, base, base, (plan, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(periodCommission(plan, less) <= periodCommission(plan, more)).toBe(true);
        expect(periodCommission(plan, more) <= more).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not change when a tier is cut in two of the same rate', () => {
    fc.assert(
      fc.property(
        anyRates,
        fc.bigInt({ min: 0n, max: 400_000n }),
        fc.bigInt({ min: 1n, max: 300_000n }),
        (rates, base, at) => {
          fc.pre(rates.tiers.every(({ fromMinor }) => fromMinor !== at));
          const within = rates.tiers.findLast(({ fromMinor }) => fromMinor < at)!;
          const cut = [...rates.tiers, { ...within, fromMinor: at }].sort((a, b) => Number(a.fromMinor - b.fromMinor));
          expect(commissionBeforeCap({ ...rates, tiers: cut }, base)).toBe(commissionBeforeCap(rates, base));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

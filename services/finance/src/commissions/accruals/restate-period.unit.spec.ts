import fc from 'fast-check';
import { PaperPeriod } from '../testing/paper-period.js';
import { anyTerms, flatTerms, terms } from '../testing/terms.js';
import { cutNow } from './accrual.js';
import { periodCommission } from './period-commission.js';

const progressive = terms({
  tiers: [
    { fromMinor: 0n, ratePpm: 50_000n },
    { fromMinor: 100_000n, ratePpm: 100_000n },
  ],
});

describe('the commissions of a period', () => {
  it('sum to the formula, where rounding each order alone would lose cents', () => {
    const period = new PaperPeriod(terms());
    for (const id of ['a', 'b', 'c', 'd']) period.tell([id, 5n]);
    expect([...period.accruals.values()].map(({ commissionMinor }) => commissionMinor)).toEqual([0n, 1n, 0n, 1n]);
    expect(period.sums).toEqual({ baseMinor: 20n, commissionMinor: 2n });
  });

  it('take back a refund at the rate that was frozen, not at the tier reached since', () => {
    const period = new PaperPeriod(progressive);
    period.tell(['first', 100_000n]);
    period.tell(['second', 100_000n]);
    expect(period.of('first').commissionMinor).toBe(5_000n);
    expect(period.of('second').commissionMinor).toBe(10_000n);
    period.tell(['first', 50_000n]);
    expect(period.of('first').commissionMinor).toBe(2_500n);
    period.tell(['first', 0n]);
    expect(period.of('first').commissionMinor).toBe(0n);
    expect(period.of('second').commissionMinor).toBe(10_000n);
  });

  it('do not lift a period above its formula after such a refund: the next order brings less', () => {
    const period = new PaperPeriod(progressive);
    period.tell(['first', 100_000n]);
    period.tell(['second', 100_000n]);
    period.tell(['first', 0n]);
    expect(period.sums.commissionMinor).toBe(10_000n);
    period.tell(['third', 100_000n]);
    // The formula gives 15,000 for 200,000; 10,000 stand.
    expect(period.of('third')).toMatchObject({ commissionMinor: 5_000n, cutMinor: 5_000n });
  });

  it('give the room of a refund to orders that the cap had cut, oldest first', () => {
    const period = new PaperPeriod(terms({ capMinor: 500n }));
    period.tell(['a', 5_000n]);
    period.tell(['b', 2_000n]);
    period.tell(['c', 4_000n]);
    expect(['a', 'b', 'c'].map((id) => period.of(id).commissionMinor)).toEqual([500n, 0n, 0n]);
    period.tell(['a', 0n]);
    expect(['a', 'b', 'c'].map((id) => period.of(id).commissionMinor)).toEqual([0n, 200n, 300n]);
    expect(cutNow(period.of('c'))).toBe(100n);
    period.tell(['b', 0n]);
    expect(period.of('c')).toMatchObject({ commissionMinor: 400n, cutMinor: 0n });
  });

  it('come back when a credit does', () => {
    const period = new PaperPeriod(terms());
    period.tell(['a', 10_000n]);
    period.tell(['a', 2_500n]);
    expect(period.of('a').commissionMinor).toBe(250n);
    period.tell(['a', 10_000n]);
    expect(period.of('a').commissionMinor).toBe(1_000n);
  });

  it('lose the roundings of each rise with an order that falls', () => {
    const period = new PaperPeriod(terms({ tiers: [{ fromMinor: 0n, ratePpm: 395_828n }] }));
    period.tell(['e', 5_554n], ['c', 3_449n], ['a', 4_964n]);
    period.tell(['e', 7_054n], ['c', 46_671n]);
    period.tell(['c', 5n]);
    const off = period.sums.commissionMinor - periodCommission(period.terms, period.sums.baseMinor);
    expect([off < -2n || off > 2n, period.roundings]).toEqual([true, 3n]);
    expect(off <= 3n && off >= -3n).toBe(true);
  });

  it('take as much by many small refunds as by one', () => {
    const period = new PaperPeriod(terms());
    period.tell(['a', 999n]);
    for (let base = 998n; base >= 500n; base -= 1n) period.tell(['a', base]);
    expect(period.of('a').commissionMinor).toBe((99n * 500n) / 999n);
  });
});

const base = fc.oneof({ weight: 5, arbitrary: fc.bigInt({ min: 0n, max: 60_000n }) }, fc.bigInt({ min: 0n, max: 12n }));
const orderId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const batch = fc.array(fc.tuple(orderId, base), { minLength: 1, maxLength: 4 });
const histories = fc.array(batch, { minLength: 1, maxLength: 25 });
/** Each order's credit at its end, told once or twice. */
const ends = fc.uniqueArray(fc.tuple(orderId, base), { selector: ([id]) => id, minLength: 1 });

describe('the commissions of a period, over generated histories', () => {
  it('never exceed the cap, and never rise above the formula', () => {
    fc.assert(
      fc.property(anyTerms, histories, (plan, history) => {
        const period = new PaperPeriod(plan);
        for (const told of history) {
          const before = period.sums.commissionMinor;
          period.tell(...told);
          const { commissionMinor, baseMinor } = period.sums;
          const formula = periodCommission(plan, baseMinor);
          expect(commissionMinor <= formula || commissionMinor <= before).toBe(true);
          if (plan.capMinor !== null) expect(commissionMinor <= plan.capMinor).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('are the sums of their orders, none below zero, none without credit, none of more than its rate', () => {
    fc.assert(
      fc.property(anyTerms, histories, (plan, history) => {
        const period = new PaperPeriod(plan);
        for (const told of history) period.tell(...told);
        const all = [...period.accruals.values()];
        expect(all.reduce((sum, one) => sum + one.baseMinor, 0n)).toBe(period.sums.baseMinor);
        expect(all.reduce((sum, one) => sum + one.commissionMinor, 0n)).toBe(period.sums.commissionMinor);
        for (const one of all) {
          expect(one.commissionMinor >= 0n && one.cutMinor >= 0n).toBe(true);
          if (one.baseMinor === 0n) expect(one.commissionMinor).toBe(0n);
          expect(one.commissionMinor * one.ratedBaseMinor <= one.ratedMinor * one.baseMinor).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('leave no room under the cap while an order lacks commission because of it', () => {
    fc.assert(
      fc.property(anyTerms, histories, (plan, history) => {
        const period = new PaperPeriod(plan);
        for (const told of history) {
          period.tell(...told);
          if (period.cutMinor > 0n) {
            expect(period.sums.commissionMinor >= periodCommission(plan, period.sums.baseMinor)).toBe(true);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('equal the formula exactly as long as no credit fell, in any order, batched and told twice', () => {
    fc.assert(
      fc.property(anyTerms, ends, fc.infiniteStream(fc.nat(1_000)), (plan, orders, chance) => {
        const twice = [...orders, ...orders.filter((_, i) => i % 2 === 0)];
        const shaken = twice.map((one) => ({ one, at: chance.next().value as number })).sort((a, b) => a.at - b.at);
        const period = new PaperPeriod(plan);
        for (const { one } of shaken) period.tell(one);
        const atOnce = new PaperPeriod(plan);
        atOnce.tell(...orders);
        expect(period.falls).toBe(0);
        expect(period.sums.commissionMinor).toBe(periodCommission(plan, period.sums.baseMinor));
        expect(atOnce.sums).toEqual(period.sums);
      }),
      { numRuns: 3_000 },
    );
  });

  it('are zero when everything was taken back, whatever the tiers and the cap', () => {
    fc.assert(
      fc.property(anyTerms, histories, (plan, history) => {
        const period = new PaperPeriod(plan);
        for (const told of history) period.tell(...told);
        period.tell(...[...period.accruals.keys()].map((id) => [id, 0n] as const));
        expect(period.sums).toEqual({ baseMinor: 0n, commissionMinor: 0n });
        expect([...period.accruals.values()].every(({ commissionMinor }) => commissionMinor === 0n)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('change nothing when told again what is known', () => {
    fc.assert(
      fc.property(anyTerms, histories, (plan, history) => {
        const period = new PaperPeriod(plan);
        for (const told of history) period.tell(...told);
        const known = new Map(period.accruals);
        period.tell(...[...known].map(([id, { baseMinor }]) => [id, baseMinor] as const));
        expect(period.accruals).toEqual(known);
      }),
      { numRuns: 2_000 },
    );
  });

  it('with one rate, with or without a cap, end within the roundings of what fell of the formula, whatever the order', () => {
    fc.assert(
      fc.property(flatTerms, histories, (plan, history) => {
        const period = new PaperPeriod(plan);
        for (const told of history) period.tell(...told);
        const off = period.sums.commissionMinor - periodCommission(plan, period.sums.baseMinor);
        expect(off <= period.roundings && off >= -period.roundings).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});

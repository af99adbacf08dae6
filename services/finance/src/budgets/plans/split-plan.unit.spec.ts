import fc from 'fast-check';
import { BUDGET_PLANS } from './budget-plans.js';
import { splitPlan } from './split-plan.js';

const plan = (name: string) => BUDGET_PLANS.find((one) => one.name === name)!;

describe('the named plans', () => {
  it('have names of their own, a source, and one part for each department', () => {
    expect(new Set(BUDGET_PLANS.map(({ name }) => name)).size).toBe(BUDGET_PLANS.length);
    for (const { source, parts, amountsIn } of BUDGET_PLANS) {
      expect(source).not.toBe('');
      expect(new Set(parts.map(({ department }) => department)).size).toBe(parts.length);
      const sum = parts.reduce((total, { weight }) => total + weight, 0n);
      if (!amountsIn) expect(sum <= 100n).toBe(true);
    }
  });

  it('say which ones they contradict, each other', () => {
    for (const { name, contradicts } of BUDGET_PLANS) {
      expect(contradicts).not.toContain(name);
      for (const other of contradicts)
        expect([other, plan(other).contradicts]).toEqual([other, expect.arrayContaining([name])]);
    }
  });
});

describe('a plan that is applied', () => {
  it('splits a total by largest remainder', () => {
    expect(splitPlan(plan('operational-split'), 1_001n, 'USD')).toEqual({
      parts: [
        { department: 'marketing', allocatedMinor: 401n },
        { department: 'operations', allocatedMinor: 300n },
        { department: 'technology', allocatedMinor: 200n },
        { department: 'contingency', allocatedMinor: 100n },
      ],
    });
  });

  it('takes its share of what it does not hand out in full', () => {
    expect(splitPlan(plan('marketing-financial-design'), 230_000_000n, 'USD')).toEqual({
      parts: [{ department: 'marketing', allocatedMinor: 34_500_000n }],
    });
  });

  it('takes amounts as they are', () => {
    const amounts = plan('opex-year-1');
    expect(splitPlan(amounts, undefined, 'USD')).toMatchObject({ parts: { length: 5 } });
    expect(splitPlan(amounts, 64_500_000n, 'USD')).toMatchObject({ parts: { length: 5 } });
    expect(splitPlan(amounts, 1n, 'USD')).toMatchObject({ fault: { pointer: '/totalMinor' } });
    expect(splitPlan(amounts, undefined, 'EUR')).toMatchObject({ fault: { pointer: '/currency' } });
  });

  it.each([undefined, -1n])('cannot split %s', (total) => {
    expect(splitPlan(plan('operational-split'), total, 'USD')).toMatchObject({ fault: { pointer: '/totalMinor' } });
  });

  it('never hands out more than there is, and all of it when its shares are all', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.constantFrom(...BUDGET_PLANS), (total, one) => {
        fc.pre(one.amountsIn === undefined);
        const { parts } = splitPlan(one, total, 'USD') as { parts: { allocatedMinor: bigint }[] };
        const sum = parts.reduce((a, { allocatedMinor }) => a + allocatedMinor, 0n);
        const shares = one.parts.reduce((a, { weight }) => a + weight, 0n);
        expect(sum === total || (shares < 100n && sum <= total)).toBe(true);
        parts.forEach(({ allocatedMinor }, i) => {
          const exact = total * one.parts[i]!.weight;
          expect(allocatedMinor * 100n - exact < 100n && exact - allocatedMinor * 100n < 100n).toBe(true);
        });
      }),
    );
  });
});

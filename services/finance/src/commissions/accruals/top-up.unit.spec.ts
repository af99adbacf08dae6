import fc from 'fast-check';
import type { Plan, PlanVersion } from '../plans/plan.js';
import { terms } from '../testing/terms.js';
import type { PeriodRow } from './order-commission.js';
import { topUpDue, topUpOf } from './top-up.js';

const plan = { id: 'p' } as Plan;
const version = (floorMinor: bigint): PlanVersion => ({
  ...terms({
    floorMinor,
    payees: [
      { kind: 'agent', id: 'a', sharePpm: 666_667n },
      { kind: 'partner', id: 'b', sharePpm: 333_333n },
    ],
  }),
  ...{ version: 1, validFrom: '2026-11-01', recordedAt: new Date(0), actor: 'user:owner' },
});
const period = (fields: Partial<PeriodRow> = {}): PeriodRow => ({
  ...{
    planId: 'p',
    periodFrom: '2026-11-01',
    version: 1,
    baseMinor: 0n,
    commissionMinor: 0n,
    topUpMinor: 0n,
    topUps: 0,
  },
  isGuaranteed: true,
  ...fields,
});

describe('the top-up of a period', () => {
  it('is what it lacks to its floor, once it is over', () => {
    expect(topUpDue(500n, period({ commissionMinor: 200n }))).toBe(300n);
    expect(topUpDue(500n, period({ commissionMinor: 200n, isGuaranteed: false }))).toBe(0n);
    expect(topUpDue(500n, period({ commissionMinor: 500n }))).toBe(0n);
    expect(topUpDue(0n, period())).toBe(0n);
  });

  it('changes nothing when it is as it must be', () => {
    expect(topUpOf(plan, version(500n), period({ commissionMinor: 200n, topUpMinor: 300n }))).toBeUndefined();
  });

  it('always leaves the floor or what the orders bring, and its shares are those of the whole', () => {
    const amount = fc.bigInt({ min: 0n, max: 2_000n });
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 8 }), (floor, commissions) => {
        const paid = new Map<string, bigint>();
        let row = period();
        for (const commissionMinor of commissions) {
          row = { ...row, commissionMinor };
          const topUp = topUpOf(plan, version(floor), row);
          for (const { id, payableMinor } of topUp?.changes ?? []) paid.set(id, (paid.get(id) ?? 0n) + payableMinor);
          row = topUp?.period ?? row;
          expect(row.commissionMinor + row.topUpMinor).toBe(commissionMinor > floor ? commissionMinor : floor);
        }
        const [a = 0n, b = 0n] = [paid.get('a'), paid.get('b')];
        expect(a + b).toBe(row.topUpMinor);
        expect(a >= 0n && b >= 0n).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

import fc from 'fast-check';
import { PaperPeriod } from '../testing/paper-period.js';
import { anyTerms, terms } from '../testing/terms.js';
import { previewOf } from './preview.js';

describe('a preview', () => {
  it('is what the plan really brings for the same credits, order by order', () => {
    const bases = fc.uniqueArray(fc.tuple(fc.uuid(), fc.bigInt({ min: 0n, max: 50_000n })), { selector: ([id]) => id });
    fc.assert(
      fc.property(anyTerms, bases, (plan, orders) => {
        const period = new PaperPeriod(plan);
        for (const order of orders) period.tell(order);
        expect(previewOf(plan, period.sums.baseMinor).commissionMinor).toBe(period.sums.commissionMinor);
      }),
      { numRuns: 500 },
    );
  });

  it('tops up to the floor, and divides the total', () => {
    const split = [
      { kind: 'agent' as const, id: 'a', sharePpm: 500_000n },
      { kind: 'partner' as const, id: 'b', sharePpm: 500_000n },
    ];
    expect(previewOf(terms({ floorMinor: 301n, capMinor: 400n, payees: split }), 2_000n)).toEqual({
      ...{ beforeCapMinor: 200n, commissionMinor: 200n, topUpMinor: 101n, totalMinor: 301n },
      shares: [
        { kind: 'agent', id: 'a', amountMinor: 151n },
        { kind: 'partner', id: 'b', amountMinor: 150n },
      ],
    });
    expect(previewOf(terms({ capMinor: 400n }), 9_000n)).toMatchObject({ beforeCapMinor: 900n, totalMinor: 400n });
  });
});

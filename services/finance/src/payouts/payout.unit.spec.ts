import fc from 'fast-check';
import { payoutPostings, type Payout } from './payout.js';

const payout = (fields: Partial<Payout>): Payout => ({
  ...{ id: 'p1', currency: 'USD', amountMinor: 0n, paidAt: '2026-03-05T00:00:00.000Z', lines: [] },
  ...fields,
});
const line = (grossMinor: bigint, feeMinor = 0n, kind: Payout['lines'][number]['kind'] = 'charge') => ({
  kind,
  grossMinor,
  feeMinor,
});

describe('the postings of a payout', () => {
  it('move what was captured to the bank, less the fees', () => {
    const lines = [line(19_900n, 607n), line(-4_900n, 0n, 'refund'), line(0n, 1_500n, 'fee')];
    expect(payoutPostings(payout({ amountMinor: 12_893n, lines })).postings('USD')).toEqual([
      { account: 'asset:bank', amountMinor: 12_893n, currency: 'USD' },
      { account: 'liability:processor-fees', amountMinor: 2_107n, currency: 'USD' },
      { account: 'asset:payments-clearing', amountMinor: -15_000n, currency: 'USD' },
    ]);
  });

  it('take from the bank what refunds have overdrawn', () => {
    const tally = payoutPostings(payout({ amountMinor: -500n, lines: [line(-500n, 0n, 'refund')] }));
    expect(tally.on('asset:bank', 'USD')).toBe(-500n);
  });

  it('are refused when the lines do not come to the amount', () => {
    expect(() => payoutPostings(payout({ amountMinor: 1n }))).toThrow('the lines come to 0, the payout is 1');
  });

  it('balance, whatever the lines', () => {
    const lines = fc.array(
      fc.record({
        kind: fc.constantFrom('charge' as const, 'refund' as const),
        grossMinor: fc.bigInt(-10_000_000n, 10_000_000n),
        feeMinor: fc.bigInt(-1_000n, 100_000n),
      }),
    );
    fc.assert(
      fc.property(lines, (some) => {
        const amountMinor = some.reduce((sum, { grossMinor, feeMinor }) => sum + grossMinor - feeMinor, 0n);
        expect(payoutPostings(payout({ amountMinor, lines: some })).imbalance('USD')).toBe(0n);
      }),
    );
  });
});

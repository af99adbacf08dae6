import fc from 'fast-check';
import { closingHeld, closingPayable, sumsOf, whyNotOutstanding, type Statement } from './statement.js';

const NONE = { openingMinor: 0n, releasedMinor: 0n, clawedBackMinor: 0n };
const payable = (releasedMinor: bigint): Statement['payable'] => ({
  ...NONE,
  releasedMinor,
  toppedUpMinor: 0n,
  paidMinor: 0n,
});
const closed = { closedAt: new Date('2026-12-04T00:00:00Z'), settledMinor: 0n, owedNowMinor: 500n };
const CLOSES_ON = '2026-12-04';

describe('why nothing is outstanding', () => {
  it.each([
    ['while it is open', { closedAt: null }, /still open: it closes on 2026-12-04/],
    ['once it is paid', { settledMinor: 500n, owedNowMinor: 0n }, /^All of it is paid/],
    ['once it was taken back', { owedNowMinor: 0n }, /taken back/],
  ])('is said %s', (_when, fields, reason) => {
    expect(whyNotOutstanding({ ...closed, payable: payable(500n), ...fields }, CLOSES_ON)).toMatch(reason);
  });

  it.each([
    ['something is', 500n, {}],
    ['nothing is to be paid', 0n, { closedAt: null }],
    ['the payee owes', -5n, { closedAt: null }],
  ])('is not said where %s', (_where, released, fields) => {
    expect(whyNotOutstanding({ ...closed, payable: payable(released), ...fields }, CLOSES_ON)).toBeUndefined();
  });
});

describe('the sums of a statement', () => {
  it('add up from opening to closing, whatever was taken back on which side', () => {
    const minor = fc.bigInt({ min: -1_000n, max: 1_000n });
    const held = fc.record({ openingMinor: minor, accruedMinor: minor, clawedBackMinor: minor, releasedMinor: minor });
    const due = fc.record({
      ...{ openingMinor: minor, releasedMinor: minor, toppedUpMinor: minor, clawedBackMinor: minor, paidMinor: minor },
    });
    fc.assert(
      fc.property(held, due, (onHold, toPay) => {
        // What is released leaves the one side for the other.
        const statement = { held: onHold, payable: { ...toPay, releasedMinor: onHold.releasedMinor } };
        const sums = sumsOf(statement);
        expect(sums.openingMinor + sums.earnedMinor - sums.clawedBackMinor - sums.paidMinor).toBe(sums.closingMinor);
        expect(sums.closingMinor).toBe(closingHeld(statement) + closingPayable(statement));
      }),
    );
  });
});

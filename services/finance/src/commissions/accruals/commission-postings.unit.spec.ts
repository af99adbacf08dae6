import { Tally } from '../../journal/tally.js';
import {
  accrualPostings,
  clawbackPostings,
  paymentPostings,
  releasePostings,
  topUpPostings,
} from './commission-postings.js';

const lines = (tally: Tally) => tally.postings('USD').map(({ account, amountMinor }) => `${account} ${amountMinor}`);

describe('the postings of a commission', () => {
  it('earned: an expense, owed and held', () => {
    expect(lines(accrualPostings({ heldMinor: 100n, payableMinor: 0n }, 'USD'))).toEqual([
      'expense:commissions 100',
      'liability:commissions-accrued -100',
    ]);
  });

  it('released: no expense, from held to payable', () => {
    expect(lines(releasePostings(100n, 'USD'))).toEqual([
      'liability:commissions-accrued 100',
      'liability:commissions-payable -100',
    ]);
  });

  it('taken back before, across and after its release', () => {
    expect(lines(clawbackPostings({ heldMinor: -40n, payableMinor: 0n }, 'USD'))).toEqual([
      'liability:commissions-accrued 40',
      'expense:commissions -40',
    ]);
    expect(lines(clawbackPostings({ heldMinor: -30n, payableMinor: -10n }, 'USD'))).toEqual([
      'liability:commissions-accrued 30',
      'liability:commissions-payable 10',
      'expense:commissions -40',
    ]);
    expect(lines(clawbackPostings({ heldMinor: 0n, payableMinor: -40n }, 'USD'))).toEqual([
      'liability:commissions-payable 40',
      'expense:commissions -40',
    ]);
  });

  it('topped up to the floor, and the top-up taken back', () => {
    expect(lines(topUpPostings(100n, 'USD'))).toEqual([
      'expense:commissions 100',
      'liability:commissions-payable -100',
    ]);
    expect(lines(topUpPostings(-60n, 'USD'))).toEqual(['liability:commissions-payable 60', 'expense:commissions -60']);
  });

  it('paid: the debt ends, the money leaves', () => {
    expect(lines(paymentPostings(100n, 'USD'))).toEqual(['liability:commissions-payable 100', 'asset:bank -100']);
  });

  it('leave nothing of a commission that was earned, released and taken back', () => {
    const all = accrualPostings({ heldMinor: 101n, payableMinor: 0n }, 'USD')
      .plus(releasePostings(101n, 'USD'))
      .plus(clawbackPostings({ heldMinor: 0n, payableMinor: -101n }, 'USD'));
    expect(all.isEmpty).toBe(true);
  });
});

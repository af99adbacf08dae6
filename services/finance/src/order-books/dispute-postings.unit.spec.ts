import type { DisputeSnapshot } from '@vividwalls/events';
import { factsOfDispute } from './facts-of-dispute.js';
import { factsOfOrder } from './facts-of-order.js';
import { asLines, PaperBooks, PLAIN_RULES } from './testing/paper-books.js';
import * as given from './testing/snapshots.js';

const RULES = { ...PLAIN_RULES, fees: { ...PLAIN_RULES.fees, chargebackMinor: 1_500n } };

function dispute(status: DisputeSnapshot['status'], fields: Partial<DisputeSnapshot> = {}) {
  const snapshot: DisputeSnapshot = {
    ...{ disputeId: '5', orderId: given.ORDER_ID, kind: 'chargeback', status, reason: 'fraudulent' },
    ...{ amountMinor: '19900', currency: 'USD', initiatedAt: '2026-04-01T00:00:00Z' },
    ...fields,
  };
  return factsOfDispute(snapshot, false);
}
const paid = () => {
  const books = new PaperBooks(RULES);
  books.learn(factsOfOrder(given.order(), given.REAL));
  return books;
};

describe('a chargeback', () => {
  it('takes the money at once, with a fee, and nothing of the income', () => {
    const books = paid();
    const [entry] = books.learn(dispute('needs_response'));
    expect(entry).toMatchObject({ kind: 'chargeback', cause: 'dispute:5', occurredAt: '2026-04-01T00:00:00.000Z' });
    expect(asLines(entry)).toEqual([
      'asset:disputed 19900',
      'expense:chargeback-fees 1500',
      'asset:payments-clearing -19900',
      'liability:processor-fees -1500',
    ]);
    expect(books.summary!.netRevenueMinor).toBe(19_900n);
  });

  it('that is lost reduces income, and its fee stays', () => {
    const books = paid();
    books.learn(dispute('under_review'));
    expect(asLines(books.learn(dispute('lost'))[0])).toEqual(['income:chargebacks 19900', 'asset:disputed -19900']);
    expect(books.balance('asset:payments-clearing')).toBe(0n);
    expect(books.balance('expense:chargeback-fees')).toBe(1_500n);
    expect(books.summary!.netRevenueMinor).toBe(0n);
  });

  it('that is won is reversed, fee and all', () => {
    const books = paid();
    books.learn(dispute('needs_response'));
    const [entry] = books.learn(dispute('won'));
    expect(entry!.kind).toBe('chargeback-reversal');
    expect(books.balances()).toEqual({
      'real asset:payments-clearing USD': 19_900n,
      'real income:sales USD': -19_900n,
    });
  });

  it('is not opened again by news that come late', () => {
    const books = paid();
    books.learn(dispute('won'));
    expect(books.learn(dispute('under_review'))).toEqual([]);
  });

  it('whose charge was refunded instead is booked by the refund alone', () => {
    const books = paid();
    books.learn(dispute('needs_response'));
    books.learn(dispute('charge_refunded'));
    expect(books.balance('asset:disputed')).toBe(0n);
  });

  it('in a currency without a rate waits', () => {
    const books = paid();
    expect(books.learn(dispute('lost', { currency: 'EUR' }))).toEqual([]);
    expect(books.waiting).toEqual(['dispute 5: no rate from EUR to USD']);
  });

  it('of an order that is not known yet is booked, for the money is gone', () => {
    const books = new PaperBooks(RULES);
    books.learn(dispute('needs_response'));
    expect(books.balance('asset:payments-clearing')).toBe(-19_900n);
    books.learn(factsOfOrder(given.order(), given.REAL));
    expect(books.balance('asset:payments-clearing')).toBe(0n);
  });
});

describe('an inquiry', () => {
  it.each(['needs_response', 'under_review', 'won'] as const)('moves nothing while it is %s', (status) => {
    expect(paid().learn(dispute(status, { kind: 'inquiry' }))).toEqual([]);
  });

  it('that is lost is a loss', () => {
    const books = paid();
    books.learn(dispute('lost', { kind: 'inquiry' }));
    expect(books.balance('income:chargebacks')).toBe(19_900n);
  });
});

import fc from 'fast-check';
import { factsOfOrder } from './facts-of-order.js';
import { factsOfRefund } from './facts-of-refund.js';
import { asLines, PaperBooks } from './testing/paper-books.js';
import { order, refund, transaction, type OrderFields, REAL } from './testing/snapshots.js';

const cancelled = { cancelledAt: '2026-03-02T00:00:00Z', updatedAt: '2026-03-02T00:00:00Z' };

describe('a cancellation', () => {
  it('of a paid order moves nothing', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(order(), REAL));
    expect(books.learn(factsOfOrder(order(cancelled), REAL))).toEqual([]);
  });

  it('takes back what was not paid, in proportion', () => {
    const books = new PaperBooks();
    const half: OrderFields = {
      financialStatus: 'partially_paid',
      totals: {
        linesMinor: '9000',
        shippingMinor: '500',
        taxMinor: '500',
        totalMinor: '10000',
        outstandingMinor: '5000',
      },
    };
    books.learn(factsOfOrder(order(half), REAL));
    const [entry] = books.learn(factsOfOrder(order({ ...half, ...cancelled }), REAL));
    expect(entry).toMatchObject({
      kind: 'cancellation',
      cause: 'cancellation',
      occurredAt: '2026-03-02T00:00:00.000Z',
    });
    expect(asLines(entry)).toEqual([
      'liability:sales-tax 250',
      'income:sales 4500',
      'income:shipping 250',
      'asset:accounts-receivable -5000',
    ]);
  });

  it('of an order whose goods were given back before takes nothing back twice', () => {
    const books = new PaperBooks();
    const half: OrderFields = { financialStatus: 'partially_paid', totals: { outstandingMinor: '9900' } };
    const lines = [
      { refundLineId: '1', lineId: '1', quantity: 1, restockType: 'cancel', subtotalMinor: '19900', taxMinor: '0' },
    ];
    const all = refund({ lines, transactions: [transaction({ amountMinor: '10000' })] });
    books.learn(factsOfOrder(order({ ...half, ...cancelled }), REAL), factsOfRefund(all, false));
    expect(books.entries.map((e) => e.kind)).toEqual(['sale', 'refund']);
    expect(books.balances()).toEqual({ 'real income:refunds USD': 19900n, 'real income:sales USD': -19900n });
  });

  it('always ends the debt and balances, whatever the order is made of', () => {
    const amount = fc.bigInt({ min: 0n, max: 100_000n });
    const parts = fc.record({
      linesMinor: amount,
      discountsMinor: amount,
      shippingMinor: amount,
      taxMinor: amount,
      tipMinor: amount,
    });
    fc.assert(
      fc.property(parts, amount, amount, fc.boolean(), (raw, total, outstanding, taxesIncluded) => {
        const texts = Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, String(value)]));
        const totals = { ...texts, totalMinor: String(total), outstandingMinor: String(outstanding % (total + 1n)) };
        const books = new PaperBooks();
        books.learn(
          factsOfOrder(order({ ...cancelled, financialStatus: 'partially_paid', taxesIncluded, totals }), REAL),
        );
        expect(books.balance('asset:accounts-receivable')).toBe(0n);
        for (const entry of books.entries) expect(entry.postings.reduce((sum, p) => sum + p.amountMinor, 0n)).toBe(0n);
      }),
    );
  });
});

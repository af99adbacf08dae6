import { factsOfOrder } from './facts-of-order.js';
import { factsOfTransaction } from './facts-of-transaction.js';
import { asLines, PaperBooks } from './testing/paper-books.js';
import { line, order, sampleCancelledOrder, transaction, type OrderFields, REAL } from './testing/snapshots.js';

function saleOf(fields: OrderFields): string[] {
  const [entry, ...more] = new PaperBooks().learn(factsOfOrder(order(fields), REAL));
  expect(more).toEqual([]);
  return asLines(entry);
}

describe('the sale of an order', () => {
  it('trusts the status paid although outstanding says that all is owed', () => {
    expect(saleOf({ totals: { outstandingMinor: '19900' } })).toEqual([
      'asset:payments-clearing 19900',
      'income:sales -19900',
    ]);
  });

  it('books each part of the total on its own account', () => {
    const totals = {
      linesMinor: '30000',
      discountsMinor: '2500',
      shippingMinor: '500',
      taxMinor: '1700',
      tipMinor: '300',
    };
    expect(
      saleOf({
        totals: { ...totals, dutiesMinor: '150', additionalFeesMinor: '50', totalMinor: '30700' },
        shipping: [{ title: 'Standard', priceMinor: '1000', discountedPriceMinor: '500', taxMinor: '30' }],
      }),
    ).toEqual([
      'asset:payments-clearing 30700',
      'income:discounts 2500',
      'liability:sales-tax -1700',
      'liability:duties -150',
      'income:sales -30000',
      'income:shipping -1000',
      'income:tips -300',
      'income:fees -50',
    ]);
  });

  it('takes included tax out of the prices', () => {
    expect(
      saleOf({
        taxesIncluded: true,
        totals: { linesMinor: '11900', shippingMinor: '595', taxMinor: '1995', totalMinor: '12495' },
        shipping: [{ title: 'DHL', priceMinor: '595', discountedPriceMinor: '595', taxMinor: '95' }],
      }),
    ).toEqual([
      'asset:payments-clearing 12495',
      'liability:sales-tax -1995',
      'income:sales -10000',
      'income:shipping -500',
    ]);
  });

  it('owes the value of gift cards instead of earning it', () => {
    const lines = [line(), line({ lineId: '2', unitPriceMinor: '5000', quantity: 2, giftCard: true })];
    expect(saleOf({ lines, totals: { linesMinor: '29900', totalMinor: '29900' } })).toEqual([
      'asset:payments-clearing 29900',
      'liability:gift-cards -10000',
      'income:sales -19900',
    ]);
  });

  it("shows what a test order's sums don't explain", () => {
    expect(
      saleOf({ totals: { linesMinor: '39800', discountsMinor: '2000', shippingMinor: '1000', totalMinor: '40300' } }),
    ).toEqual([
      'asset:payments-clearing 40300',
      'income:discounts 2000',
      'income:sales -39800',
      'income:shipping -1000',
      'income:unreconciled -1500',
    ]);
  });

  it('subtracts order discounts that the subtotal does not', () => {
    const { refunds: _, ...paid } = sampleCancelledOrder();
    expect(saleOf({ ...paid, financialStatus: 'paid', cancelledAt: undefined })).toEqual([
      'asset:payments-clearing 59894',
      'income:discounts 1000',
      'liability:sales-tax -1194',
      'income:sales -59700',
    ]);
  });

  it('books what rounding to coins took off the money', () => {
    expect(saleOf({ totals: { linesMinor: '1002', totalMinor: '1002', cashRoundingMinor: '-2' } })).toEqual([
      'asset:payments-clearing 1000',
      'income:cash-rounding 2',
      'income:sales -1002',
    ]);
  });

  it('books a free order, which is paid without money', () => {
    expect(saleOf({ totals: { discountsMinor: '19900', totalMinor: '0' } })).toEqual([
      'income:discounts 19900',
      'income:sales -19900',
    ]);
  });

  it.each(['pending', 'authorized', 'voided', 'expired', 'unpaid', 'unknown'] as const)(
    'is not due while %s',
    (status) => {
      expect(saleOf({ financialStatus: status })).toEqual([]);
    },
  );

  it('leaves what a partial payment did not cover as owed', () => {
    expect(saleOf({ financialStatus: 'partially_paid', totals: { outstandingMinor: '14900' } })).toEqual([
      'asset:payments-clearing 5000',
      'asset:accounts-receivable 14900',
      'income:sales -19900',
    ]);
  });
});

describe('payments of an order', () => {
  const pending = () => factsOfOrder(order({ financialStatus: 'pending' }), REAL);
  const capture = (id: string, amountMinor: string, more = {}) =>
    factsOfTransaction(transaction({ transactionId: id, kind: 'capture', amountMinor, ...more }), false);

  it('book the sale at the first capture and a payment for every further one', () => {
    const books = new PaperBooks();
    expect(books.learn(pending())).toEqual([]);
    expect(books.learn(capture('1', '1000')).map((e) => e.kind)).toEqual(['sale']);
    const [payment] = books.learn(capture('2', '18900'));
    expect(payment?.kind).toBe('payment');
    expect(asLines(payment)).toEqual(['asset:payments-clearing 18900', 'asset:accounts-receivable -18900']);
    expect(books.learn(factsOfOrder(order(), REAL))).toEqual([]);
  });

  it('count once when the snapshot proves the same money', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(order(), REAL));
    expect(books.learn(capture('1', '19900'))).toEqual([]);
  });

  it('wait for their order', () => {
    const books = new PaperBooks();
    expect(books.learn(capture('1', '1000'))).toEqual([]);
    expect(books.waiting).toEqual(['payment: the order it pays for is not known']);
    expect(books.learn(pending()).map((e) => e.kind)).toEqual(['sale']);
    expect(books.waiting).toEqual([]);
  });

  it('ignore what did not succeed, authorisations, and change handed back', () => {
    const books = new PaperBooks();
    books.learn(pending(), capture('1', '19900', { status: 'failure' }), capture('2', '9', { kind: 'authorization' }));
    expect(books.entries).toEqual([]);
    books.learn(capture('3', '20000', { kind: 'sale' }), capture('4', '100', { kind: 'change' }));
    expect(books.balances()).toEqual({ 'real asset:payments-clearing USD': 19900n, 'real income:sales USD': -19900n });
  });

  it('in presentment currency are converted as one sum at the rate of the order', () => {
    const books = new PaperBooks();
    const presented = { presentment: { currency: 'EUR', totalMinor: '17777' }, financialStatus: 'authorized' as const };
    books.learn(
      factsOfOrder(order(presented), REAL),
      capture('1', '5925', { currency: 'EUR' }),
      capture('2', '5926', { currency: 'EUR' }),
      capture('3', '5926', { currency: 'EUR' }),
    );
    expect(books.balances()).toEqual({ 'real asset:payments-clearing USD': 19900n, 'real income:sales USD': -19900n });
  });

  it('in a currency that nothing converts wait, and say so', () => {
    const books = new PaperBooks();
    books.learn(pending(), capture('1', '5925', { currency: 'EUR' }));
    expect(books.entries).toEqual([]);
    expect(books.waiting).toEqual(['transaction 1: no rate from its currency to USD']);
  });
});

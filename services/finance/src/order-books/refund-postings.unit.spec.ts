import { factsOfOrder } from './facts-of-order.js';
import { factsOfRefund } from './facts-of-refund.js';
import { factsOfTransaction } from './facts-of-transaction.js';
import { asLines, PaperBooks } from './testing/paper-books.js';
import * as given from './testing/snapshots.js';

const line = (subtotalMinor: string, taxMinor = '0') => ({
  ...{ refundLineId: 'r1', lineId: '466157049', quantity: 1, restockType: 'return', subtotalMinor, taxMinor },
});
const refund = (fields: Parameters<typeof given.refund>[0]) => factsOfRefund(given.refund(fields), false);
const returned = (amountMinor: string, more = {}) => [given.transaction({ amountMinor, ...more })];

/** The entry for a refund of a paid order of 199.00, one of whose parts may be varied. */
function refunded(fields: Parameters<typeof given.refund>[0], order: given.OrderFields = {}): string[] {
  const books = new PaperBooks();
  books.learn(factsOfOrder(given.order(order), given.REAL));
  const [entry, ...more] = books.learn(refund(fields));
  expect(more).toEqual([]);
  expect(entry?.kind).toBe('refund');
  return asLines(entry);
}

describe('a refund', () => {
  it('takes back goods and their tax for the money returned', () => {
    expect(refunded({ lines: [line('10000', '800')], transactions: returned('10800') })).toEqual([
      'liability:sales-tax 800',
      'income:refunds 10000',
      'asset:payments-clearing -10800',
    ]);
  });

  it('takes included tax out of the refunded prices', () => {
    const taxesIncluded = { taxesIncluded: true, totals: { taxMinor: '3177' } };
    expect(refunded({ lines: [line('11900', '1900')], transactions: returned('11900') }, taxesIncluded)).toEqual([
      'liability:sales-tax 1900',
      'income:refunds 10000',
      'asset:payments-clearing -11900',
    ]);
  });

  it('returns shipping with its tax', () => {
    expect(refunded({ shipping: [{ subtotalMinor: '500', taxMinor: '40' }], transactions: returned('540') })).toEqual([
      'liability:sales-tax 40',
      'income:shipping-refunds 500',
      'asset:payments-clearing -540',
    ]);
  });

  it('books what adjustments explain, with its tax', () => {
    const adjustments = [adjustment('-1000', '-80')];
    expect(refunded({ lines: [line('5000', '400')], adjustments, transactions: returned('6480') })).toEqual([
      'liability:sales-tax 480',
      'income:refunds 5000',
      'income:refund-adjustments 1000',
      'asset:payments-clearing -6480',
    ]);
  });

  it('keeps money that an adjustment says is kept', () => {
    const adjustments = [adjustment('5000', '0')];
    expect(refunded({ lines: [line('5000')], adjustments })).toEqual([
      'income:refunds 5000',
      'income:refund-adjustments -5000',
    ]);
  });

  it('returns the value of gift cards to their liability', () => {
    expect(
      refunded({ lines: [line('5000')], transactions: returned('5000') }, { lines: [given.line({ giftCard: true })] }),
    ).toEqual(['liability:gift-cards 5000', 'asset:payments-clearing -5000']);
  });

  it('is payable while its transaction is pending, and a payment settles it', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(given.order(), given.REAL));
    const [granted] = books.learn(
      refund({ lines: [line('5000')], transactions: returned('5000', { status: 'pending' }) }),
    );
    expect(asLines(granted)).toEqual(['income:refunds 5000', 'liability:refunds-payable -5000']);
    const [paid] = books.learn(factsOfTransaction(given.transaction({ amountMinor: '5000' }), false));
    expect(paid?.kind).toBe('payment');
    expect(asLines(paid)).toEqual(['liability:refunds-payable 5000', 'asset:payments-clearing -5000']);
  });

  it('of lines that were never paid for ends that debt', () => {
    const owed: given.OrderFields = { financialStatus: 'partially_paid', totals: { outstandingMinor: '14900' } };
    expect(refunded({ lines: [line('5000')] }, owed)).toEqual([
      'income:refunds 5000',
      'asset:accounts-receivable -5000',
    ]);
  });

  it('whose lines were removed before payment leaves nothing owed once the rest is paid', () => {
    const books = new PaperBooks();
    const removal = given.refund({ lines: [line('5000')] });
    books.learn(factsOfOrder(given.order({ refunds: [removal] }), given.REAL));
    expect(books.balances()).toEqual({
      'real asset:payments-clearing USD': 14900n,
      'real income:refunds USD': 5000n,
      'real income:sales USD': -19900n,
    });
  });

  it('of an order never paid books nothing, unless money left', () => {
    const books = new PaperBooks();
    books.learn(
      factsOfOrder(given.order({ financialStatus: 'voided' }), given.REAL),
      refund({ lines: [line('19900')] }),
    );
    expect(books.entries).toEqual([]);
    const [entry] = books.learn(refund({ refundId: '2', transactions: returned('100') }));
    expect(asLines(entry)).toEqual(['income:refund-adjustments 100', 'asset:payments-clearing -100']);
  });

  it('of an order not known yet is booked at once, and corrected when the order turns out to be a test', () => {
    const books = new PaperBooks();
    const [entry] = books.learn(refund({ lines: [line('5000')], transactions: returned('5000') }));
    expect([entry?.kind, entry?.book]).toEqual(['refund', 'real']);
    const moved = books.learn(factsOfOrder(given.order(), given.TEST));
    expect(moved.map((e) => `${e.book} ${e.cause} ${e.kind}`)).toEqual([
      'test sale sale',
      'real refund:509562969 correction',
      'test refund:509562969 correction',
    ]);
    expect(Object.keys(books.balances()).every((key) => key.startsWith('test'))).toBe(true);
  });

  it('in presentment currency is worth what its own sums say, when they are what was returned', () => {
    const own = { presentmentCurrency: 'EUR', presentmentTotalMinor: '9000', shopTotalMinor: '9999' };
    const transactions = [...euros('3000'), ...euros('6000', '2')];
    const presentment = { presentment: { currency: 'EUR', totalMinor: '17910' } };
    expect(refunded({ lines: [line('9999')], ...own, transactions }, presentment)).toEqual([
      'income:refunds 9999',
      'asset:payments-clearing -9999',
    ]);
  });

  it('in presentment currency may miss its own sums by what rounding its parts explains', () => {
    const own = { presentmentCurrency: 'EUR', presentmentTotalMinor: '9001', shopTotalMinor: '9999' };
    expect(refunded({ lines: [line('9999')], ...own, transactions: euros('9000') })).toEqual([
      'income:refunds 9999',
      'asset:payments-clearing -9999',
    ]);
  });

  it('in presentment currency is else converted at the rate of the order', () => {
    const own = { presentmentCurrency: 'EUR', presentmentTotalMinor: '5000', shopTotalMinor: '9999' };
    const presentment = { presentment: { currency: 'EUR', totalMinor: '17910' } };
    expect(refunded({ lines: [line('9999')], ...own, transactions: euros('9000') }, presentment)).toEqual([
      'income:refunds 9999',
      'income:refund-adjustments 1',
      'asset:payments-clearing -10000',
    ]);
  });

  it('in presentment currency goes at its own rate while the order is not known', () => {
    const books = new PaperBooks();
    const own = { presentmentCurrency: 'EUR', presentmentTotalMinor: '9000', shopTotalMinor: '10000' };
    const [entry] = books.learn(refund({ lines: [line('10000')], ...own, transactions: euros('4500') }));
    expect(asLines(entry)).toEqual([
      ...['income:refunds 10000', 'asset:payments-clearing -5000', 'income:refund-adjustments -5000'],
    ]);
  });

  it('that nothing converts waits, and says so', () => {
    const books = new PaperBooks();
    books.learn(
      refund({ transactions: returned('9000', { currency: 'EUR' }) }),
      refund({ refundId: '2', currency: undefined }),
    );
    expect(books.entries).toEqual([]);
    expect(books.waiting).toEqual([
      "refund 2: neither it nor an order tells the shop's currency",
      'refund 509562969: no rate to USD for transaction 179259969',
    ]);
  });
});

describe('a refund transaction without its refund', () => {
  const money = () =>
    factsOfTransaction(given.transaction({ amountMinor: '5000', createdAt: '2026-03-05T09:00:00Z' }), false);

  it('waits for it', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(given.order(), given.REAL), money());
    expect(books.waiting).toEqual(['transaction 179259969: its refund is not known yet']);
    const [entry] = books.learn(refund({ lines: [line('5000')], transactions: returned('5000') }));
    expect(asLines(entry)).toEqual(['income:refunds 5000', 'asset:payments-clearing -5000']);
    expect(books.waiting).toEqual([]);
  });

  it('is booked once a newer order shows that there is none, and becomes part of one that comes after all', () => {
    const books = new PaperBooks();
    const later = { updatedAt: '2026-03-05T09:00:01Z' };
    books.learn(money(), factsOfOrder(given.order(later), given.REAL));
    expect(books.balance('asset:payments-clearing')).toBe(14900n);
    const entries = books.learn(refund({ lines: [line('5000')], transactions: returned('5000') }));
    expect(entries.map((e) => `${e.cause} ${e.kind}`)).toEqual(['refund:509562969 refund']);
    expect(asLines(entries[0])).toEqual(['income:refunds 5000', 'income:refund-adjustments -5000']);
  });
});

describe('the cancelled sample order', () => {
  it('keeps what was captured and not returned', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(given.sampleCancelledOrder(), given.REAL));
    expect(books.entries.map((e) => e.cause)).toEqual(['sale', 'refund:509562969']);
    expect(asLines(books.entries[1])).toEqual([
      'liability:sales-tax 796',
      'income:refunds 39133',
      'asset:payments-clearing -20900',
      'income:refund-adjustments -19029',
    ]);
    expect(books.balance('asset:payments-clearing')).toBe(59894n - 20900n);
  });

  it('goes down by the second refund, which came first', () => {
    const books = new PaperBooks();
    books.learn(factsOfRefund(given.sampleSecondRefund(), false));
    expect(asLines(books.entries[0])).toEqual(['income:refund-adjustments 4194', 'asset:payments-clearing -4194']);
    books.learn(factsOfOrder(given.sampleCancelledOrder(), given.REAL));
    // What the provider itself states as unsettled in the sample transaction: 348.00.
    expect(books.balance('asset:payments-clearing')).toBe(34800n);
  });
});

function euros(amountMinor: string, transactionId = '1') {
  return returned(amountMinor, { currency: 'EUR', transactionId });
}

function adjustment(amountMinor: string, taxMinor: string) {
  return { adjustmentId: '1', kind: 'refund_discrepancy', reason: 'Refund discrepancy', amountMinor, taxMinor };
}

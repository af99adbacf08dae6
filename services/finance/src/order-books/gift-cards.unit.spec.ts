import { factsOfOrder } from './facts-of-order.js';
import { factsOfRefund } from './facts-of-refund.js';
import { factsOfTransaction } from './facts-of-transaction.js';
import { PaperBooks } from './testing/paper-books.js';
import * as given from './testing/snapshots.js';

const payment = (transactionId: string, amountMinor: string, gateway: string) =>
  factsOfTransaction(given.transaction({ transactionId, kind: 'sale', amountMinor, gateway }), false);

describe('a gift card', () => {
  it('that pays brings no money: a debt of the shop’s ends', () => {
    const books = new PaperBooks();
    books.learn(
      factsOfOrder(given.order({ gateways: ['gift_card', 'x'] }), given.REAL),
      payment('1', '5000', 'Gift_Card'),
      payment('2', '14900', 'x'),
    );
    expect(books.balances()).toEqual({
      'real asset:payments-clearing USD': 14_900n,
      'real income:sales USD': -19_900n,
      'real liability:gift-cards USD': 5_000n,
    });
  });

  it('that money is returned to is a debt again', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(given.order(), given.REAL));
    const transactions = [
      given.transaction({ transactionId: '7', amountMinor: '4900', gateway: 'gift_card' }),
      given.transaction({ transactionId: '8', amountMinor: '15000' }),
    ];
    const lines = [
      {
        refundLineId: '1',
        lineId: '466157049',
        quantity: 1,
        restockType: 'return',
        subtotalMinor: '19900',
        taxMinor: '0',
      },
    ];
    books.learn(factsOfRefund(given.refund({ lines, transactions }), false));
    expect(books.balance('asset:payments-clearing')).toBe(4_900n);
    expect(books.balance('liability:gift-cards')).toBe(-4_900n);
    expect(books.summary).toMatchObject({ netRevenueMinor: 0n, returnedMinor: 19_900n });
  });

  it('sold and spent leaves nothing owed', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(given.order({ lines: [given.line({ giftCard: true })] }), given.REAL));
    expect(books.balance('liability:gift-cards')).toBe(-19_900n);
    const spent = new PaperBooks();
    spent.learn(factsOfOrder(given.order(), given.REAL), payment('1', '19900', 'gift_card'));
    expect(spent.balance('liability:gift-cards')).toBe(19_900n);
    expect(spent.balance('asset:payments-clearing')).toBe(0n);
  });
});

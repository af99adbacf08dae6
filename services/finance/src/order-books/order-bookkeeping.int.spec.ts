import fc from 'fast-check';
import { findOrderLedger } from '../ledger/ledger.queries.js';
import { findTrialBalance } from '../ledger/trial-balance.queries.js';
import { createFinanceDatabase, RECORDED_AT, type FinanceDatabase } from '../testing/finance-database.js';
import { orderEvent, refundEvent, transactionEvent } from '../testing/order-events.js';
import * as given from './testing/snapshots.js';

const AFTER_ALL = { at: '2099-01-01T00:00:00Z', timeZone: 'UTC' };

let database: FinanceDatabase;
beforeEach(async () => {
  database = await createFinanceDatabase('bookkeeping');
});
afterEach(() => database?.drop());

const ledger = async (orderId = given.ORDER_ID) => (await findOrderLedger(database.dataSource, orderId))!;
const balance = async (account: string, book: 'real' | 'test' = 'real', at?: string) => {
  const { USD } = await findTrialBalance(
    database.dataSource,
    book,
    at === undefined ? undefined : { at, timeZone: 'UTC' },
  );
  return USD?.accounts.find((one) => one.account === account)?.balanceMinor ?? '0';
};

describe('bookkeeping', () => {
  it('books a paid order once, with what caused it, and tells of it', async () => {
    const event = orderEvent(given.order());
    expect(await database.book(event, orderEvent(given.order()))).toBe(1);
    expect(await database.book(orderEvent(given.order()))).toBe(0);

    expect(await ledger()).toMatchObject({
      ...{ orderId: given.ORDER_ID, currency: 'USD', test: false, waiting: [] },
      entries: [
        {
          ...{ kind: 'sale', cause: 'sale', seq: 1, book: 'real', eventId: event.id, actor: event.actor },
          occurredAt: '2026-03-01T15:00:00.000Z',
          recordedAt: RECORDED_AT.toISOString(),
          postings: [
            { account: 'asset:payments-clearing', amountMinor: '19900', currency: 'USD' },
            { account: 'income:sales', amountMinor: '-19900', currency: 'USD' },
          ],
        },
      ],
    });
    const outbox = await database.dataSource.query<{ payload: string }[]>('SELECT payload FROM outbox');
    expect(outbox.map(({ payload }) => JSON.parse(payload))).toMatchObject([
      {
        ...{ type: 'vw.finance.order.booked.v1', subject: given.ORDER_ID, causationid: event.id, test: false },
        data: {
          order: { orderId: given.ORDER_ID, netRevenueMinor: '19900', capturedMinor: '19900', test: false },
          entries: [{ kind: 'sale', cause: 'sale' }],
        },
      },
    ]);
  });

  it('books many orders in one batch, of several kinds and with news of the same order', async () => {
    const orders = Array.from({ length: 300 }, (_, i) => orderEvent(given.order({ orderId: `o${i}` })));
    const cancelled = orderEvent(given.sampleCancelledOrder());
    const events = [refundEvent(given.sampleSecondRefund()), ...orders, cancelled, ...orders.slice(0, 50)];
    expect(await database.book(...events)).toBe(300 + 3);
    expect(await balance('asset:payments-clearing')).toBe(String(300 * 19900 + 34800));
    expect((await ledger()).entries.map(({ cause }) => cause)).toEqual([
      'sale',
      'refund:509562969',
      'refund:929361472',
    ]);
  });

  it('moves an order that turns out to be a test, with a refund that came before it', async () => {
    await database.book(refundEvent(given.sampleSecondRefund()));
    expect(await balance('asset:payments-clearing')).toBe('-4194');
    await database.book(orderEvent(given.sampleCancelledOrder(), true));
    expect(await balance('asset:payments-clearing')).toBe('0');
    expect(await balance('asset:payments-clearing', 'test')).toBe('34800');
    const { test, entries } = await ledger();
    expect(test).toBe(true);
    expect(entries.map(({ book, kind }) => `${book} ${kind}`)).toEqual([
      ...['real refund', 'test sale', 'test refund', 'real correction', 'test correction'],
    ]);
  });

  it('keeps what waits, and shows it with the reason', async () => {
    await database.book(transactionEvent(given.transaction({ kind: 'capture', amountMinor: '1000' })));
    expect(await ledger()).toMatchObject({ entries: [], waiting: ['payment: the order it pays for is not known'] });
    await database.book(orderEvent(given.order({ financialStatus: 'pending' })));
    expect(await ledger()).toMatchObject({ entries: [{ kind: 'sale' }], waiting: [] });
    expect(await balance('asset:accounts-receivable')).toBe('18900');
  });

  it('knows nothing of an order it never heard of', async () => {
    expect(await findOrderLedger(database.dataSource, '404')).toBeUndefined();
  });

  it('says what the books held at a past time', async () => {
    const early = given.order({ orderId: 'early', processedAt: '2026-01-10T00:00:00Z' });
    await database.book(orderEvent(early), orderEvent(given.order()));
    expect(await balance('income:sales', 'real', '2026-01-31T00:00:00Z')).toBe('-19900');
    // Within its day, to the moment.
    expect(await balance('income:sales', 'real', '2026-03-01T14:59:59Z')).toBe('-19900');
    expect(await balance('income:sales', 'real', '2026-03-01T15:00:00Z')).toBe('-39800');
    expect(await balance('income:sales', 'real', '2026-01-09T23:59:59Z')).toBe('0');
    expect(await balance('income:sales')).toBe('-39800');
  });

  it('ends the same when two replicas book the same orders at once', async () => {
    const orders = Array.from({ length: 40 }, (_, i) => given.order({ orderId: `o${i}` }));
    const refunds = orders.map(({ orderId }) =>
      given.refund({
        refundId: `r${orderId}`,
        orderId,
        transactions: [given.transaction({ transactionId: `t${orderId}` })],
      }),
    );
    await Promise.all([
      database.book(...orders.map((order) => orderEvent(order))),
      database.book(...[...orders].reverse().map((order) => orderEvent(order))),
      database.book(...[...refunds].reverse().map((refund) => refundEvent(refund))),
      database.book(...refunds.map((refund) => refundEvent(refund))),
    ]);
    const { USD } = await findTrialBalance(database.dataSource, 'real');
    expect(USD).toMatchObject({ debitMinor: String(80 * 19900), creditMinor: String(80 * 19900) });
    expect(await balance('asset:payments-clearing')).toBe('0');
  });

  it('gives the same balances for any order of delivery, and they are the sums of the postings', async () => {
    const later = { updatedAt: '2026-03-07T00:00:00Z' };
    const events = [
      orderEvent(given.order({ orderId: 'a', financialStatus: 'pending' })),
      transactionEvent(given.transaction({ orderId: 'a', transactionId: 'ta', kind: 'capture', amountMinor: '5000' })),
      orderEvent(
        given.order({
          orderId: 'a',
          financialStatus: 'partially_paid',
          totals: { outstandingMinor: '14900' },
          ...later,
        }),
      ),
      orderEvent(given.sampleCancelledOrder()),
      refundEvent(given.sampleRefund()),
      refundEvent(given.sampleSecondRefund()),
      transactionEvent(given.transaction({ transactionId: '1068278526', amountMinor: '4194' })),
      orderEvent(given.order({ orderId: 'b', currency: 'EUR' })),
      orderEvent(given.order({ orderId: 'c' }), true),
    ];
    await database.book(...events);
    const expected = {
      real: await findTrialBalance(database.dataSource, 'real'),
      test: await findTrialBalance(database.dataSource, 'test'),
    };
    const byBalance = (books: typeof expected) =>
      JSON.stringify(
        [books.real, books.test].map((book) =>
          Object.entries(book).map(([currency, { accounts }]) => [
            currency,
            accounts.filter((a) => a.balanceMinor !== '0').map((a) => [a.account, a.balanceMinor]),
          ]),
        ),
      );

    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...events, ...events], { minLength: 18 }), async (shuffled) => {
        const other = await createFinanceDatabase('shuffled');
        try {
          for (const event of shuffled) await other.book(event);
          const now = {
            real: await findTrialBalance(other.dataSource, 'real'),
            test: await findTrialBalance(other.dataSource, 'test'),
          };
          expect(byBalance(now)).toBe(byBalance(expected));
          const added = {
            real: await findTrialBalance(other.dataSource, 'real', AFTER_ALL),
            test: await findTrialBalance(other.dataSource, 'test', AFTER_ALL),
          };
          expect(added).toEqual(now);
        } finally {
          await other.drop();
        }
      }),
      { numRuns: 6 },
    );
  });
});

import { transaction } from '../order-books/testing/snapshots.js';
import { ReportsOf } from '../reports/testing/reports-of.js';
import { shopYear } from '../reports/testing/shop-year.js';
import { transactionEvent } from '../testing/order-events.js';
import type { OrderNamesView } from './order-views.js';

let reports: ReportsOf;
beforeAll(async () => {
  reports = await ReportsOf.start('order-names');
  await reports.database.book(...shopYear(), transactionEvent(transaction({ orderId: 'paid-before-placed' })));
});
afterAll(() => reports?.stop());

const namesOf = (...ids: string[]) => reports.body<OrderNamesView>(`order-names?ids=${ids.join(',')}`);

describe('names of orders', () => {
  it('are the shop’s, and say which are tests', async () => {
    expect(await namesOf('t', 'b')).toEqual({
      items: [
        { orderId: 'b', name: '#b', test: false },
        { orderId: 't', name: '#t', test: true },
      ],
    });
  });

  it('leave out what no event told of, and what none has named yet', async () => {
    expect((await reports.ask('orders/paid-before-placed')).status).toBe(200);
    expect(await namesOf('nobody', 'b', 'paid-before-placed')).toEqual({
      items: [expect.objectContaining({ orderId: 'b' })],
    });
    expect(await namesOf('nobody')).toEqual({ items: [] });
  });

  it('are told of a hundred orders at once, and of no more', async () => {
    const ids = Array.from({ length: 99 }, (_, at) => `6123456789${at}`);
    expect((await namesOf('a', ...ids)).items).toEqual([{ orderId: 'a', name: '#a', test: false }]);
    expect(await reports.ask(`order-names?ids=${['a', 'b', ...ids].join(',')}`)).toMatchObject({ status: 400 });
  });

  it.each(['', '?ids=', '?ids=a,,b', '?ids=a,a', `?ids=a,${'1'.repeat(65)}`])('are not told for %j', async (query) =>
    expect(await reports.ask(`order-names${query}`)).toMatchObject({ status: 400 }),
  );

  it('are not told to a key that may not read the books', async () => {
    const { status } = await reports.finance.get('/api/finance/order-names?ids=a', { scopes: ['audit:read'] });
    expect(status).toBe(403);
  });
});

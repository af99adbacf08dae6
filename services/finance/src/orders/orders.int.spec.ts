import { credited } from '../reports/testing/credited.js';
import { ReportsOf } from '../reports/testing/reports-of.js';
import { CANVAS_COST, shopYear, WRAPPED_COST } from '../reports/testing/shop-year.js';
import type { CreditedOrderPageView } from '../attribution/summary/credited-order-view.js';
import type { JournalEntryPageView } from '../ledger/entry-view.js';
import type { FoundOrdersView, OrderInBooksView } from './order-views.js';

let reports: ReportsOf;
beforeAll(async () => {
  reports = await ReportsOf.start('orders');
  await reports.database.book(...shopYear());
  await credited(reports.database, 'a', [['sam', 19_000n]]);
  await credited(reports.database, 'b', [
    ['sam', 30_000n],
    ['pam', 10_000n],
    [null, 10_000n],
  ]);
});
afterAll(() => reports?.stop());

describe('an order in the books', () => {
  it.each(['b', '#b', ' #b '])('is found by %j', async (number) => {
    const { items } = await reports.body<FoundOrdersView>(`orders?number=${encodeURIComponent(number)}`);
    expect(items).toEqual([
      expect.objectContaining({ orderId: 'b', name: '#b', book: 'real', currency: 'USD', netRevenueMinor: '50000' }),
    ]);
  });

  it('is not found by a number that none has', async () => {
    expect(await reports.body('orders?number=1')).toEqual({ items: [] });
    expect(await reports.ask('orders')).toMatchObject({ status: 400 });
  });

  it('tells what it came to, and the margin of every line', async () => {
    const order = await reports.body<OrderInBooksView>('orders/b');
    expect(order).toMatchObject({
      ...{ orderId: 'b', capturedMinor: '60000', returnedMinor: '10000', missing: [] },
      margin: { netRevenueMinor: '50000', costOfGoodsMinor: (CANVAS_COST + WRAPPED_COST).toString() },
    });
    expect(order.lines.map(({ key, netRevenueMinor }) => [key, netRevenueMinor])).toEqual([
      ['b1', '50000'],
      ['b2', '0'],
    ]);
    const sum = order.lines.reduce((total, { margin }) => total + BigInt(margin.amountMinor ?? 'none'), 0n);
    expect(sum.toString()).toBe(order.margin?.margin.amountMinor);
  });

  it('says why a cost is not known', async () => {
    const { margin, missing } = await reports.body<OrderInBooksView>('orders/c');
    expect(margin?.margin).toMatchObject({ amountMinor: null, reason: expect.any(String) });
    expect(missing).not.toEqual([]);
  });

  it('of which nothing was told is a problem', async () => {
    expect(await reports.ask('orders/nobody')).toMatchObject({
      status: 404,
      body: { title: 'Order not in the books' },
    });
  });
});

describe('the orders behind credits', () => {
  const behind = (query: string) =>
    reports.body<CreditedOrderPageView>(`attribution/orders?from=2026-01-01&to=2026-12-31&${query}`);

  it('are those of the agent, newest first, page by page', async () => {
    const first = await behind('key=sam&limit=1');
    expect(first).toMatchObject({
      book: 'real',
      items: [{ orderId: 'b', creditedMinor: '30000', netRevenueMinor: '50000', model: 'linear' }],
    });
    const second = await behind(`key=sam&limit=1&cursor=${first.nextCursor}`);
    expect(second.items).toEqual([expect.objectContaining({ orderId: 'a', creditedMinor: '19000' })]);
    expect(second).not.toHaveProperty('nextCursor');
  });

  it('are also those of nobody by name, and of another grouping', async () => {
    expect((await behind('')).items).toEqual([expect.objectContaining({ orderId: 'b', creditedMinor: '10000' })]);
    expect((await behind('by=channel&key=email')).items.map(({ orderId }) => orderId)).toEqual(['b', 'a']);
    expect((await behind('unattributed=true')).items).toEqual([]);
    expect((await behind('key=sam&book=test')).items).toEqual([]);
  });

  it('refuse a cursor that no page gave', async () => {
    expect(await reports.ask('attribution/orders?cursor=x')).toMatchObject({ status: 422 });
  });
});

describe('entries behind a line of a report', () => {
  const entries = (query: string) => reports.body<JournalEntryPageView>(`entries?${query}`);

  it('are those with a posting on its account, of what happened in its days', async () => {
    const { items } = await entries('account=income:refunds&from=2026-03-01&to=2026-03-31&book=real');
    expect(items.map(({ orderId }) => orderId)).toEqual(['b']);
    expect(await entries('account=income:refunds&from=2026-03-03')).toEqual({ items: [] });
    expect(await entries('account=income:refunds&to=2026-03-01')).toEqual({ items: [] });
  });

  it('are those of a currency', async () => {
    const { items } = await entries('currency=EUR&account=income:sales');
    expect(items.map(({ orderId }) => orderId)).toEqual(['e']);
  });

  it('add up to what the report says', async () => {
    const [{ currencies }, { items }] = [
      await reports.pnl('from=2026-01-01&to=2026-12-31&by=total&currency=USD'),
      await entries('account=income:sales&currency=USD&from=2026-01-01&to=2026-12-31&book=real&limit=200'),
    ];
    const line = currencies[0]?.periods[0]?.statement?.income.find(({ account }) => account === 'income:sales');
    const booked = items
      .flatMap(({ postings }) => postings)
      .filter(({ account, currency }) => account === 'income:sales' && currency === 'USD')
      .reduce((sum, { amountMinor }) => sum - BigInt(amountMinor), 0n);
    expect(booked.toString()).toBe(line?.amountMinor);
  });

  it('refuse a day that is none', async () => {
    expect(await reports.ask('entries?from=2026-02-30')).toMatchObject({ status: 422 });
  });
});

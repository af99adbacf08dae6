import type { RevenueBasesView } from './revenue-bases-view.js';
import { orderStories } from './testing/order-stories.js';
import { ReportsOf } from './testing/reports-of.js';
import { shopYear } from './testing/shop-year.js';

const STORIES = 60;
const SEED = 20_261_129;

let reports: ReportsOf;
beforeAll(async () => {
  reports = await ReportsOf.start('revenue-bases');
  const { dataSource, bookkeeping } = reports.database;
  await dataSource.transaction((tx) => bookkeeping.book(tx, orderStories(STORIES, SEED)));
  // In which an order of February is given back in March.
  await reports.database.book(...shopYear());
});
afterAll(() => reports?.stop());

const bases = (query: string) => reports.body<RevenueBasesView>(`reports/revenue-bases?${query}`);

/** Months in which refunds of older orders lie. */
const RANGES = Array.from({ length: 10 }, (_, at) => {
  const month = `2026-${String(at + 1).padStart(2, '0')}`;
  return [`${month}-01`, `${month}-${month.endsWith('02') ? 28 : 30}`] as const;
});

describe('net revenue of the same days', () => {
  it.each(RANGES)('on both bases is that of the reports from %s to %s', async (from, to) => {
    const range = `from=${from}&to=${to}&currency=USD`;
    const [usd] = (await bases(range)).currencies;
    const [pnl] = (await reports.pnl(`${range}&by=total`)).currencies;
    const [period] = (await reports.revenue(`${range}&by=total`)).currencies[0]!.periods;
    const [total] = (await reports.margins(`by=order&${range}`)).totals;
    expect(usd?.bookedMinor ?? '0').toBe(pnl?.periods[0]!.statement?.netRevenueMinor ?? '0');
    expect(usd?.ofOrdersMinor ?? '0').toBe(total?.netRevenueMinor ?? '0');
    expect(usd?.ofOrdersMinor ?? '0').toBe(period!.streamsTotal?.netMinor ?? '0');
    expect(usd?.orders ?? 0).toBe(period!.orders ?? 0);
  });

  it.each([
    ['2026-02-01', '2026-02-28', 'bookedOnOtherDaysMinor'],
    ['2026-03-01', '2026-03-31', 'ofOtherOrdersMinor'],
  ] as const)('differs from %s to %s by what is booked apart from its order: %s', async (from, to, apart) => {
    const [usd] = (await bases(`from=${from}&to=${to}&currency=USD`)).currencies;
    const income = async (where: string): Promise<string> => {
      const [row] = await reports.database.dataSource.query<{ minor: string }[]>(
        `SELECT coalesce(-sum(p.amount_minor), 0) AS minor
         FROM journal_entries e JOIN postings p ON p.entry_id = e.id AND p.account LIKE 'income:%' AND p.currency = 'USD'
         JOIN order_books o USING (order_id)
         WHERE e.book = 'real' AND ${where}`,
        [from, to],
      );
      return row!.minor;
    };
    const [placed, happened] = [
      'o.placed_on BETWEEN $1 AND $2',
      "(e.occurred_at AT TIME ZONE 'UTC')::date BETWEEN $1 AND $2",
    ];
    expect(usd!.bookedOnOtherDaysMinor).toBe(await income(`${placed} AND NOT ${happened}`));
    expect(usd!.ofOtherOrdersMinor).toBe(await income(`NOT ${placed} AND ${happened}`));
    // Otherwise this would show nothing.
    expect(BigInt(usd![apart])).toBeLessThanOrEqual(-10_000n);
    const between = BigInt(usd!.ofOtherOrdersMinor) - BigInt(usd!.bookedOnOtherDaysMinor);
    expect(usd!.bookedMinor).toBe(String(BigInt(usd!.ofOrdersMinor) + between));
  });

  it('is no file', async () => {
    expect((await reports.ask('reports/revenue-bases?format=csv')).status).toBe(400);
  });

  it('in days without any of it has no currency', async () => {
    expect(await bases('from=2020-01-01&to=2020-01-31')).toMatchObject({ from: '2020-01-01', currencies: [] });
  });
});

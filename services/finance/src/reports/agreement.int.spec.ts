import type { MarginRow, Margins, StatementLine } from '@vividwalls/contracts';
import { orderStories } from './testing/order-stories.js';
import { ReportsOf } from './testing/reports-of.js';

/** Two hundred orders that go through captures, edits, refunds and cancellations; a test says by which seed. */
const STORIES = 200;
const SEED = 20_261_124;
const BATCH = 25;

let reports: ReportsOf;
beforeAll(async () => {
  reports = await ReportsOf.start('agreement');
  const { dataSource, bookkeeping } = reports.database;
  const news = orderStories(STORIES, SEED);
  for (let at = 0; at < news.length; at += BATCH) {
    await dataSource.transaction((tx) => bookkeeping.book(tx, news.slice(at, at + BATCH)));
  }
});
afterAll(() => reports?.stop());

const YEAR = 'from=2026-01-01&to=2026-12-31&currency=USD';

const total = <T>(rows: readonly T[], of: (row: T) => string | null | undefined): bigint =>
  rows.reduce((sum, row) => sum + BigInt(of(row) ?? '0'), 0n);

async function allRows(query: string): Promise<Margins & { items: MarginRow[] }> {
  const first = await reports.margins(`${query}&limit=37`);
  const items = [...first.items];
  for (let cursor = first.nextCursor; cursor !== undefined;) {
    const page = await reports.margins(`${query}&limit=37&cursor=${cursor}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return { ...first, items };
}

describe.each(['real', 'test'])('in the %s book, to the cent,', (book) => {
  const asked = `${YEAR}&book=${book}`;
  const statement = async () => (await reports.pnl(`${asked}&by=total`)).currencies[0]!.periods[0]!.statement!;
  const ledger = async () => {
    const { USD } = (await reports.trialBalance(`book=${book}`)).currencies;
    return (accounts: RegExp) =>
      total(
        USD!.accounts.filter(({ account }) => accounts.test(account)),
        (one) => one.balanceMinor,
      );
  };

  it('the P&L is the ledger', async () => {
    const [pnl, balance] = [await statement(), await ledger()];
    expect(pnl.costOfGoods.missingOrders).toBeGreaterThan(0);
    expect(BigInt(pnl.netRevenueMinor)).toBe(-balance(/^income:/));
    expect(BigInt(pnl.costOfGoods.amountMinor)).toBe(balance(/^expense:cost-of-goods$/));
    expect(BigInt(pnl.expensesMinor)).toBe(balance(/^expense:(?!cost-of-goods)/));
    const on = (lines: readonly StatementLine[], account: string) =>
      lines.find((line) => line.account === account)!.amountMinor;
    expect(BigInt(on(pnl.income, 'income:refunds')!)).toBe(-balance(/^income:refunds$/));
  });

  it('the months of the P&L are its year', async () => {
    const [pnl, { currencies }] = [await statement(), await reports.pnl(`${asked}&by=month`)];
    const months = currencies[0]!.periods;
    expect(total(months, (month) => month.statement?.netRevenueMinor)).toBe(BigInt(pnl.netRevenueMinor));
    expect(total(months, (month) => month.statement?.costOfGoods.amountMinor)).toBe(
      BigInt(pnl.costOfGoods.amountMinor),
    );
    const missing = months.reduce((sum, month) => sum + (month.statement?.costOfGoods.missingOrders ?? 0), 0);
    expect(missing).toBe(pnl.costOfGoods.missingOrders);
  });

  it.each(['day', 'week', 'month'])('revenue by %s is that of the P&L, and so are its streams', async (by) => {
    const pnl = await statement();
    const [usd] = (await reports.revenue(`${asked}&by=${by}`)).currencies;
    expect(total(usd!.periods, (period) => period.netMinor)).toBe(BigInt(pnl.netRevenueMinor));
    for (const { grossMinor, discountsMinor, refundsMinor, shippingMinor, otherMinor, netMinor } of usd!.periods) {
      if (netMinor === null) continue;
      const net = BigInt(grossMinor!) - BigInt(discountsMinor!) - BigInt(refundsMinor!) + BigInt(shippingMinor!);
      expect(String(net + BigInt(otherMinor!))).toBe(netMinor);
    }
    // All that was taken back was taken back within the year: what orders came to by now is what happened.
    const streams = usd!.periods.flatMap((period) => period.streams);
    expect(total(streams, (stream) => stream.netMinor)).toBe(BigInt(pnl.netRevenueMinor));
    for (const { grossMinor, discountsMinor, refundsMinor, netMinor } of streams.filter(
      ({ stream }) => stream !== 'other',
    )) {
      expect(String(BigInt(grossMinor!) - BigInt(discountsMinor!) - BigInt(refundsMinor!))).toBe(netMinor);
    }
  });

  it('margins by order are the P&L, and their totals', async () => {
    const pnl = await statement();
    const { items, totals } = await allRows(`by=order&${asked}`);
    for (const rows of [items, totals]) {
      expect(total(rows, (row) => row.netRevenueMinor)).toBe(BigInt(pnl.netRevenueMinor));
      expect(total(rows, (row) => row.costOfGoodsMinor)).toBe(BigInt(pnl.costOfGoods.amountMinor));
      expect(total(rows, (row) => row.processorFeesMinor)).toBe(BigInt(pnl.expensesMinor));
      expect(rows.reduce((sum, row) => sum + row.unknown.orders, 0)).toBe(pnl.costOfGoods.missingOrders);
    }
    expect(totals[0]!.orders).toBe(items.length);
  });

  it.each(['size', 'product', 'stream', 'segment', 'agent'])('margins by %s are the P&L, with the rest', async (by) => {
    const pnl = await statement();
    const { items, rest } = await allRows(`by=${by}&${asked}`);
    const rows = [...items, ...rest];
    expect(total(rows, (row) => row.netRevenueMinor)).toBe(BigInt(pnl.netRevenueMinor));
    expect(total(rows, (row) => row.costOfGoodsMinor)).toBe(BigInt(pnl.costOfGoods.amountMinor));
    expect(total(rows, (row) => row.processorFeesMinor)).toBe(BigInt(pnl.expensesMinor));
  });

  it('margins by line and by stream are of the same lines', async () => {
    const [lines, streams] = [await allRows(`by=line&${asked}`), await allRows(`by=stream&${asked}`)];
    expect(total(lines.items, (row) => row.netRevenueMinor)).toBe(total(streams.items, (row) => row.netRevenueMinor));
    expect(total(lines.items, (row) => row.costOfGoodsMinor)).toBe(total(streams.items, (row) => row.costOfGoodsMinor));
    // Each line rounds by itself, the streams round once: a line is off by less than a cent.
    const off =
      total(lines.items, (row) => row.processorFeesMinor) - total(streams.items, (row) => row.processorFeesMinor);
    expect(off * off).toBeLessThanOrEqual(BigInt(lines.items.length) ** 2n);
  });

  it('the cash position is what the ledger’s money accounts hold', async () => {
    const [balance, { currencies }] = [await ledger(), await reports.cash(`book=${book}&currency=USD`)];
    expect(BigInt(currencies[0]!.netMinor)).toBe(balance(/^(asset:(?!inventory)|liability:)/));
    // What is not money is stock, what was earned, and what was spent on it.
    expect(BigInt(currencies[0]!.netMinor)).toBe(-balance(/^(asset:inventory|equity:|income:|expense:)/));
  });
});

describe('the plan’s views', () => {
  it('are the P&L of real trade', async () => {
    const pnl = (await reports.pnl(`${YEAR}&by=total`)).currencies[0]!.periods[0]!.statement!;
    const [sums] = await reports.database.dataSource.query<Record<string, string>[]>(
      `SELECT (SUM(amount) FILTER (WHERE transaction_type <> 'refund' AND transaction_type <> 'expense')
           - SUM(amount) FILTER (WHERE transaction_type = 'refund'))::text AS net,
         (SUM(amount) FILTER (WHERE transaction_type = 'expense'))::text AS spent,
         (SELECT SUM(net) FROM revenue_tracking)::text AS tracked
       FROM financial_transactions`,
    );
    const minor = (text: string) => text.replace('.', '').replace(/^(-?)0+(?=\d)/, '$1');
    expect(minor(sums!.net!)).toBe(pnl.netRevenueMinor);
    expect(minor(sums!.tracked!)).toBe(pnl.netRevenueMinor);
    expect(BigInt(minor(sums!.spent!))).toBe(BigInt(pnl.costOfGoods.amountMinor) + BigInt(pnl.expensesMinor));
  });
});

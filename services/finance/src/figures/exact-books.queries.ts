import type { DataSource } from 'typeorm';
import type { Book } from '../journal/journal-entry.js';
import type { Turnover } from '../reports/income-statement.js';
import type { DayRange } from '../reports/period.js';
import type { RangeBooks } from '../reports/profit-and-loss.js';
import type { RevenueBooks } from '../reports/revenue.js';

/** From one moment to another, half open, with the shop's days that it touches. */
export interface Moments extends DayRange {
  readonly fromAt: Date;
  readonly toAt: Date;
}

// The journal itself, which turnover by day is made from: entries lie nearly in the order of time.
const TURNOVER = `SELECT p.account, coalesce(sum(p.amount_minor) FILTER (WHERE p.amount_minor > 0), 0) AS debit,
    coalesce(-sum(p.amount_minor) FILTER (WHERE p.amount_minor < 0), 0) AS credit
  FROM journal_entries e JOIN postings p ON p.entry_id = e.id
  JOIN accounts a ON a.code = p.account AND a.type IN ('income', 'expense')
  WHERE e.book = $1 AND p.currency = $2 AND e.occurred_at >= $3 AND e.occurred_at < $4
  GROUP BY p.account`;

const ORDERS = `SELECT count(*) AS orders, coalesce(sum(net_revenue_minor), 0) AS net,
    count(*) FILTER (WHERE cost_of_goods_minor IS NULL) AS untold
  FROM booked_orders
  WHERE book = $1 AND currency = $2 AND placed_on BETWEEN $5 AND $6 AND placed_at >= $3 AND placed_at < $4`;

/** What the books hold between two moments, as reports by day have it of whole days. */
export async function findExactBooks(
  dataSource: DataSource,
  { book, currency }: { readonly book: Book; readonly currency: string },
  { fromAt, toAt, from, to }: Moments,
): Promise<{ readonly revenue: RevenueBooks; readonly range: RangeBooks }> {
  const values = [book, currency, fromAt, toAt];
  const [rows, [placed]] = await Promise.all([
    dataSource.query<{ account: string; debit: string; credit: string }[]>(TURNOVER, values),
    dataSource.query<{ orders: string; net: string; untold: string }[]>(ORDERS, [...values, from, to]),
  ]);
  const turnover = rows.map(({ account, debit, credit }): Turnover => ({
    account,
    debitMinor: BigInt(debit),
    creditMinor: BigInt(credit),
  }));
  const whole = { orders: null, units: null, grossMinor: null, discountsMinor: null, refundsMinor: null };
  return {
    revenue: {
      turnover: turnover.filter(({ account }) => account.startsWith('income:')),
      orders: Number(placed!.orders),
      // Not told by stream: the whole is one.
      streams: [{ stream: 'other', ...whole, netMinor: placed!.net, reason: 'Streams are kept by day.' }],
    },
    range: { turnover, missingOrders: Number(placed!.untold) },
  };
}

// The last set is no more than a change: credits of all of them together are what an order's revenue went to.
const ATTRIBUTED = `SELECT count(*) AS orders, count(*) FILTER (WHERE o.net_revenue_minor = coalesce(c.total, 0)) AS complete
  FROM booked_orders o
  LEFT JOIN LATERAL (
    SELECT sum(c.amount_minor) AS total FROM attribution_sets s JOIN attribution_credits c ON c.set_id = s.id
    WHERE s.order_id = o.order_id AND s.book = o.book AND c.currency = o.currency
  ) c ON true
  WHERE o.book = $1 AND o.placed_on BETWEEN $2 AND $3`;

/** Paid orders of these days, in every currency, and those whose credits sum to their net revenue. */
export async function countAttributedOrders(
  dataSource: DataSource,
  book: Book,
  { from, to }: DayRange,
): Promise<{ orders: number; complete: number }> {
  const [row] = await dataSource.query<{ orders: string; complete: string }[]>(ATTRIBUTED, [book, from, to]);
  return { orders: Number(row!.orders), complete: Number(row!.complete) };
}

import type { DataSource } from 'typeorm';
import { spendingValues, type SpendingAsked } from '../costs/booked-spending.js';
import type { ShopCalendar } from '../time/shop-calendar.js';
import type { RevenueSums } from './revenue-bases.js';

const ORDERS = `SELECT currency, count(*) AS orders, sum(net_revenue_minor) AS minor FROM booked_orders
  WHERE book = $1 AND placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR currency = $4) GROUP BY currency`;

const ENTRIES = `SELECT e.currency, sum(e.minor) AS minor, coalesce(sum(e.minor) FILTER (WHERE o.placed_on BETWEEN $2 AND $3), 0) AS own
  FROM (
    SELECT e.order_id, p.currency, -sum(p.amount_minor) AS minor
    FROM journal_entries e JOIN postings p ON p.entry_id = e.id AND p.account LIKE 'income:%'
    WHERE e.book = $1 AND e.occurred_at >= $5 AND e.occurred_at < $6 AND ($4::text IS NULL OR p.currency = $4)
    GROUP BY e.order_id, p.currency
  ) e LEFT JOIN order_books o USING (order_id)
  GROUP BY e.currency`;

/** Net revenue of days on both bases, by currency; of one state of the books. */
export function findRevenueSums(
  dataSource: DataSource,
  calendar: ShopCalendar,
  asked: SpendingAsked,
): Promise<RevenueSums[]> {
  return dataSource.transaction('REPEATABLE READ', async (tx) => {
    const values = spendingValues(asked, calendar);
    const orders = await tx.query<OrdersRow[]>(ORDERS, values.slice(0, 4));
    const entries = await tx.query<EntriesRow[]>(ENTRIES, values);
    const [placed, booked] = [byCurrency(orders), byCurrency(entries)];
    return [...new Set([...placed.keys(), ...booked.keys()])].sort().map((currency) => ({
      currency,
      orders: Number(placed.get(currency)?.orders ?? 0),
      ofOrdersMinor: BigInt(placed.get(currency)?.minor ?? '0'),
      bookedMinor: BigInt(booked.get(currency)?.minor ?? '0'),
      bookedOfThemMinor: BigInt(booked.get(currency)?.own ?? '0'),
    }));
  });
}

const byCurrency = <Row extends { readonly currency: string }>(rows: readonly Row[]) =>
  new Map(rows.map((row) => [row.currency, row]));

// Sums and counts as text.

interface OrdersRow {
  readonly currency: string;
  readonly orders: string;
  readonly minor: string;
}

interface EntriesRow {
  readonly currency: string;
  readonly minor: string;
  readonly own: string;
}

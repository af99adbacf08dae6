import type { EntityManager } from 'typeorm';
import type { Totals } from './grouped-margins.js';
import { askedValues, type OrdersAsked } from './orders-asked.js';

// From the index order_books_booked alone.
const ORDERS = `SELECT currency, count(*) AS orders, sum(net_revenue_minor) AS net, sum(cost_of_goods_minor) AS cost,
    sum(processor_fees_minor) AS fees, count(*) FILTER (WHERE cost_of_goods_minor IS NULL) AS unknown
  FROM booked_orders
  WHERE book = $1 AND placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR currency = $4)
  GROUP BY currency ORDER BY currency`;

/** What is known of the cost of orders of which not all is known: it is booked, so it counts. */
const PARTLY_KNOWN = `SELECT o.currency, sum(l.cost_minor) AS minor
  FROM booked_orders o JOIN order_lines l ON l.order_id = o.order_id AND l.cost_minor IS NOT NULL
  WHERE o.book = $1 AND o.placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR o.currency = $4)
    AND o.cost_of_goods_minor IS NULL
  GROUP BY o.currency`;

const COMMISSIONS = `SELECT a.currency, sum(a.commission_minor) AS minor
  FROM commission_accruals a
  WHERE a.placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR a.currency = $4) AND a.commission_minor <> 0
    AND EXISTS (SELECT FROM order_books o WHERE o.order_id = a.order_id AND o.book = $1)
  GROUP BY a.currency`;

/** What all orders asked for came to, by currency. */
export async function findTotals(tx: EntityManager, asked: OrdersAsked): Promise<Totals[]> {
  const values = askedValues(asked);
  const orders = await tx.query<OrdersRow[]>(ORDERS, values);
  const partly = byCurrency(await tx.query<SumRow[]>(PARTLY_KNOWN, values));
  const commissions = byCurrency(await tx.query<SumRow[]>(COMMISSIONS, values));
  return orders.map(({ currency, orders, net, cost, fees, unknown }) => ({
    ...{ currency, orders: Number(orders), units: null, unknownOrders: Number(unknown) },
    netRevenueMinor: BigInt(net),
    costOfGoodsMinor: BigInt(cost ?? '0') + (partly.get(currency) ?? 0n),
    processorFeesMinor: BigInt(fees),
    commissionsMinor: commissions.get(currency) ?? 0n,
  }));
}

const byCurrency = (rows: readonly SumRow[]) => new Map(rows.map(({ currency, minor }) => [currency, BigInt(minor)]));

// Sums and counts as text.

interface OrdersRow {
  readonly currency: string;
  readonly orders: string;
  readonly net: string;
  readonly cost: string | null;
  readonly fees: string;
  readonly unknown: string;
}

interface SumRow {
  readonly currency: string;
  readonly minor: string;
}

import type { Book } from '../journal/journal-entry.js';
import type { DayRange } from '../reports/period.js';

/** Which orders a report is of: placed in these days. */
export interface OrdersAsked {
  readonly book: Book;
  readonly range: DayRange;
  readonly currency?: string | undefined;
}

/** The first four parameters of every query of this folder. */
export function askedValues({ book, range, currency }: OrdersAsked): unknown[] {
  return [book, range.from, range.to, currency ?? null];
}

const COLUMNS = `b.order_id, b.currency, b.placed_on, b.placed_at, b.net_revenue_minor AS net, b.cost_of_goods_minor AS cost,
  b.processor_fees_minor AS fees,
  coalesce(b.cost_of_goods_minor, (SELECT sum(l.cost_minor) FROM order_lines l WHERE l.order_id = b.order_id), 0) AS known_cost`;

const WITH_COMMISSIONS = `SELECT ${COLUMNS},
    coalesce((SELECT sum(a.commission_minor) FROM commission_accruals a WHERE a.order_id = b.order_id), 0) AS commissions
  FROM booked_orders b`;

const ASKED = `b.book = $1 AND b.placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR b.currency = $4)`;

// What they are made of stands in the index order_books_booked: the orders themselves, with all that is known, are not read.
/**
 * The orders asked for with everything they cost as wholes: order_id, currency, placed_on, placed_at, net, cost (null when any of it
 * is unknown), known_cost (what is booked of it), fees, commissions. Minor units. For a page: commissions are looked up one by one.
 */
export const ORDERS_OF_PAGE = `${WITH_COMMISSIONS} WHERE ${ASKED}`;

/** The same of the order that is the only parameter. */
export const ONE_ORDER = `${WITH_COMMISSIONS} WHERE b.order_id = $1`;

/** The same for sums over all of them: commissions are added up once. */
export const ALL_ORDERS = `SELECT ${COLUMNS}, coalesce(c.minor, 0) AS commissions
  FROM booked_orders b
  LEFT JOIN (SELECT order_id, sum(commission_minor) AS minor FROM commission_accruals WHERE placed_on BETWEEN $2 AND $3
    GROUP BY order_id) c USING (order_id)
  WHERE ${ASKED}`;

/** When an order was placed, in microseconds: the value of a cursor by time, exact and safe to read back. */
export const PLACED_US = '(extract(epoch FROM placed_at) * 1000000)::bigint';

/** What {@link PLACED_US} looks like until the year 2286. */
export const PLACED_FORM = /^[0-9]{1,16}$/;

/** The last day that a page after this moment can hold, wherever the shop is: it spares the days before it. */
export const lastDayOf = (parameter: string) =>
  `((to_timestamp(${parameter}::bigint / 1000000) AT TIME ZONE 'UTC')::date + 1)`;

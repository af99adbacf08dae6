import type { DataSource } from 'typeorm';
import type { Book } from '../journal/journal-entry.js';
import { findLinesOfOrder } from '../margins/line-margins.queries.js';
import { findOrderMargin } from '../margins/order-margins.queries.js';
import type { FoundOrderView, OrderInBooksView } from './order-views.js';

/** A number is one of a shop's; more orders than this have it in no business of ours. */
const FOUND_MAX = 20;

const COLUMNS = `b.order_id, b.name, b.shop, b.book, b.currency, b.placed_at, b.cancelled, b.net_revenue_minor, b.tax_minor,
  b.captured_minor, b.returned_minor, b.missing, EXISTS (SELECT FROM booked_orders x WHERE x.order_id = b.order_id) AS booked`;

/** Orders by Shopify's id or by the number that the shop shows, with or without `#`; newest first. */
export async function findOrdersByNumber(dataSource: DataSource, number: string): Promise<FoundOrderView[]> {
  const bare = number.replace(/^#/, '');
  const rows = await dataSource.query<OrderRow[]>(
    `SELECT ${COLUMNS} FROM order_books b WHERE b.order_id = $1 OR b.name = ANY($2::text[])
     ORDER BY b.placed_at DESC NULLS LAST, b.order_id LIMIT ${FOUND_MAX}`,
    [bare, [bare, `#${bare}`]],
  );
  return rows.map(headOf);
}

/** One order, its margin and those of its lines, of one state of the books; undefined when nothing told of it. */
export function findOrderInBooks(dataSource: DataSource, orderId: string): Promise<OrderInBooksView | undefined> {
  return dataSource.transaction('REPEATABLE READ', async (tx) => {
    const [row] = await tx.query<OrderRow[]>(`SELECT ${COLUMNS} FROM order_books b WHERE b.order_id = $1`, [orderId]);
    if (!row) return undefined;
    const margin = await findOrderMargin(tx, orderId);
    return {
      ...headOf(row),
      ...{ capturedMinor: row.captured_minor, returnedMinor: row.returned_minor, taxMinor: row.tax_minor },
      ...{ margin: margin ?? null, lines: await findLinesOfOrder(tx, orderId), missing: row.missing },
      ...(margin === undefined && { reason: 'Nothing of it is paid yet.' }),
    };
  });
}

function headOf(row: OrderRow): FoundOrderView {
  const { order_id, name, shop, book, currency, placed_at, cancelled, booked, net_revenue_minor } = row;
  return {
    ...{ orderId: order_id, name, shop, book, currency, cancelled },
    placedAt: placed_at?.toISOString() ?? null,
    netRevenueMinor: booked ? net_revenue_minor : null,
  };
}

/** Amounts as text. */
interface OrderRow {
  readonly order_id: string;
  readonly name: string | null;
  readonly shop: string;
  readonly book: Book;
  readonly currency: string | null;
  readonly placed_at: Date | null;
  readonly cancelled: boolean;
  readonly net_revenue_minor: string;
  readonly tax_minor: string;
  readonly captured_minor: string;
  readonly returned_minor: string;
  readonly missing: string[];
  readonly booked: boolean;
}

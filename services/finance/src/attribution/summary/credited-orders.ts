import type { DataSource } from 'typeorm';
import { toPage, type Page } from '@vividwalls/platform';
import { cursorText, readCursor } from '../../margins/margin-cursor.js';
import { lastDayOf, PLACED_FORM, PLACED_US } from '../../margins/orders-asked.js';
import { UNATTRIBUTED } from '../credits/day-changes.js';
import { KEYS, type SummaryAsked } from './attribution-summary.queries.js';
import type { CreditedOrderView } from './credited-order-view.js';

export interface CreditedOrdersAsked extends Omit<SummaryAsked, 'models'> {
  /** Undefined: of what names none. */
  readonly key?: string | undefined;
  /** Of what nothing touched. */
  readonly unattributed: boolean;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const ordersOf = (by: SummaryAsked['by']) => `SELECT o.order_id, b.name, o.currency, o.placed_at, o.placed_us::text,
    o.net_minor AS net, o.model, sum(c.amount_minor) AS credited
  FROM (SELECT *, ${PLACED_US} AS placed_us FROM attribution_orders) o
  JOIN attribution_sets s ON s.order_id = o.order_id AND s.book = o.book
  JOIN attribution_credits c ON c.set_id = s.id
  LEFT JOIN order_books b ON b.order_id = o.order_id
  WHERE o.book = $1 AND o.placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR o.currency = $4)
    AND (c.channel = '${UNATTRIBUTED}') = $5 AND ($5 OR c.${KEYS[by]} IS NOT DISTINCT FROM $6)
    AND ($7::text IS NULL OR o.placed_on <= ${lastDayOf('$7::text')} AND (o.placed_us, o.order_id) < ($7::text::bigint, $8::text))
  GROUP BY o.order_id, b.name, o.currency, o.placed_at, o.placed_us, o.net_minor, o.model HAVING sum(c.amount_minor) <> 0
  ORDER BY o.placed_us DESC, o.order_id DESC LIMIT $9`;

/** Orders placed in these days of which a group was credited something by the books of record; newest first. */
export async function findCreditedOrders(
  dataSource: DataSource,
  { book, by, range, currency, key, unattributed, cursor, limit }: CreditedOrdersAsked,
): Promise<Page<CreditedOrderView>> {
  const after = readCursor(cursor, PLACED_FORM, 1);
  const rows = await dataSource.query<OrderRow[]>(ordersOf(by), [
    ...[book, range.from, range.to, currency ?? null, unattributed, key ?? null],
    ...[after?.value ?? null, after?.ids[0] ?? null, limit + 1],
  ]);
  const { items, nextCursor } = toPage(rows, limit, ({ placed_us, order_id }) =>
    cursorText({ value: placed_us, ids: [order_id] }),
  );
  return { items: items.map(viewOf), ...(nextCursor !== undefined && { nextCursor }) };
}

const viewOf = ({ order_id, name, currency, placed_at, net, model, credited }: OrderRow): CreditedOrderView => ({
  ...{ orderId: order_id, name, currency, placedAt: placed_at.toISOString(), model },
  ...{ netRevenueMinor: net, creditedMinor: credited },
});

/** Amounts as text. */
interface OrderRow {
  readonly order_id: string;
  readonly name: string | null;
  readonly currency: string;
  readonly placed_at: Date;
  /** Microseconds, as text. */
  readonly placed_us: string;
  readonly net: string;
  readonly model: string;
  readonly credited: string;
}

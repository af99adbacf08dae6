import type { EntityManager } from 'typeorm';
import type { Learned } from './learned-from.js';
import type { LineSummary } from './order-summary.js';

const COLUMNS = `order_id, state, book, waiting, name, currency, placed_at, placed_on, customer_id, status, cancelled,
  net_revenue_minor, tax_minor, captured_minor, returned_minor, cost_of_goods_minor, processor_fees_minor, missing, shop`;

const ROWS = `(SELECT order_id, state::json AS state, book,
    CASE waiting WHEN '[]' THEN '{}' ELSE ARRAY(SELECT json_array_elements_text(waiting::json)) END AS waiting, name, currency, placed_at, placed_on, customer_id, status,
    cancelled, net_revenue_minor, tax_minor, captured_minor, returned_minor, cost_of_goods_minor, processor_fees_minor,
    CASE missing WHEN '[]' THEN '{}' ELSE ARRAY(SELECT json_array_elements_text(missing::json)) END AS missing, shop
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::date[],
    $9::text[], $10::text[], $11::boolean[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[],
    $17::bigint[], $18::text[], $19::text[]) AS t (${COLUMNS}))`;

// In the order of ids, as rows are locked: who waits for another's row waits in the same order.
const INSERT = `INSERT INTO order_books (${COLUMNS}, version) SELECT ${COLUMNS}, 1 FROM ${ROWS} AS r ORDER BY order_id
  ON CONFLICT DO NOTHING RETURNING order_id`;

const UPDATE = `UPDATE order_books o
  SET state = c.state, book = c.book, waiting = c.waiting, version = o.version + 1, name = c.name, currency = c.currency,
    placed_at = c.placed_at, placed_on = c.placed_on, customer_id = c.customer_id, status = c.status,
    cancelled = c.cancelled, net_revenue_minor = c.net_revenue_minor, tax_minor = c.tax_minor,
    captured_minor = c.captured_minor, returned_minor = c.returned_minor, cost_of_goods_minor = c.cost_of_goods_minor,
    processor_fees_minor = c.processor_fees_minor, missing = c.missing,
    shop = CASE o.shop WHEN '' THEN c.shop ELSE o.shop END
  FROM ${ROWS} AS c WHERE o.order_id = c.order_id`;

const SAVE_LINES = `INSERT INTO order_lines AS l (order_id, line_id, book, currency, placed_on, product_id, sku, title, size,
    format, stream, quantity, returned, net_minor, cost_minor, gross_minor, discount_minor)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::text[], $12::integer[], $13::integer[], $14::bigint[], $15::bigint[],
    $16::bigint[], $17::bigint[])
  ON CONFLICT (order_id, line_id) DO UPDATE SET book = excluded.book, currency = excluded.currency,
    placed_on = excluded.placed_on, product_id = excluded.product_id, sku = excluded.sku, title = excluded.title,
    size = excluded.size, format = excluded.format, stream = excluded.stream, quantity = excluded.quantity,
    returned = excluded.returned, net_minor = excluded.net_minor, cost_minor = excluded.cost_minor,
    gross_minor = excluded.gross_minor, discount_minor = excluded.discount_minor`;

const FORGET_LINES = `DELETE FROM order_lines l
  USING unnest($1::text[]) AS o (order_id)
  WHERE l.order_id = o.order_id
    AND NOT EXISTS (SELECT 1 FROM unnest($2::text[], $3::text[]) AS k (order_id, line_id)
      WHERE k.order_id = l.order_id AND k.line_id = l.line_id)`;

/** Somebody else made the row of an order that this transaction took for new: done again, it will find the row. */
export class OrderMadeMeanwhile extends Error {
  override readonly name = 'OrderMadeMeanwhile';
  /** SQLSTATE of a serialization failure, which is what this is: the work is held and tried again, and nobody is blamed. */
  readonly code = '40001';
}

/**
 * Keeps what is known of orders, and what they and their lines come to: four round trips at most, however many.
 * @throws OrderMadeMeanwhile
 */
export async function saveOrderBooks(
  tx: EntityManager,
  changed: readonly Learned[],
  dayOf: (instant: string) => string,
): Promise<void> {
  const fresh = changed.filter(({ version }) => version === 0);
  const known = changed.filter(({ version }) => version > 0);
  if (fresh.length > 0) {
    const made = await tx.query<unknown[]>(INSERT, columnsOf(fresh, dayOf));
    if (made.length < fresh.length) throw new OrderMadeMeanwhile('an order was booked by somebody else meanwhile');
  }
  if (known.length > 0) await tx.query(UPDATE, columnsOf(known, dayOf));
  const lines = changed.flatMap((order) => order.due.summary.lines.map((line) => ({ ...line, order })));
  await saveLines(tx, lines, dayOf);
  // Only an order that was known before can have lines that are gone.
  if (known.length === 0) return;
  await tx.query(FORGET_LINES, [
    known.map(({ orderId }) => orderId),
    ...[lines.map(({ order }) => order.orderId), lines.map(({ lineId }) => lineId)],
  ]);
}

function columnsOf(orders: readonly Learned[], dayOf: (instant: string) => string): unknown[][] {
  const column = <T>(of: (order: Learned) => T) => orders.map(of);
  const minor = (of: (order: Learned) => bigint | undefined) => column((one) => of(one)?.toString() ?? null);
  return [
    ...[column((o) => o.orderId), column((o) => JSON.stringify(o.state)), column((o) => o.book)],
    ...[column((o) => JSON.stringify(o.waiting)), column((o) => o.state.order?.details?.name ?? null)],
    ...[column((o) => o.due.summary.currency ?? null), column((o) => o.state.order?.placedAt ?? null)],
    column((o) => (o.state.order ? dayOf(o.state.order.placedAt) : null)),
    ...[column((o) => o.state.order?.details?.customerId ?? null), column((o) => o.state.order?.status ?? null)],
    column((o) => o.state.order?.cancelledAt !== undefined),
    ...[minor((o) => o.due.summary.netRevenueMinor), minor((o) => o.due.summary.taxMinor)],
    ...[minor((o) => o.due.summary.capturedMinor), minor((o) => o.due.summary.returnedMinor)],
    ...[minor((o) => o.due.summary.costOfGoodsMinor), minor((o) => o.due.summary.processorFeesMinor)],
    ...[column((o) => JSON.stringify(o.due.summary.missing)), column((o) => o.news.shop)],
  ];
}

async function saveLines(
  tx: EntityManager,
  lines: readonly (LineSummary & { readonly order: Learned })[],
  dayOf: (instant: string) => string,
): Promise<void> {
  if (lines.length === 0) return;
  const column = <T>(of: (line: (typeof lines)[number]) => T) => lines.map(of);
  await tx.query(SAVE_LINES, [
    ...[column((l) => l.order.orderId), column((l) => l.lineId), column((l) => l.order.book)],
    ...[column((l) => l.order.due.summary.currency), column((l) => dayOf(l.order.state.order!.placedAt))],
    ...[column((l) => l.productId ?? null), column((l) => l.sku ?? null), column((l) => l.title)],
    ...[column((l) => l.size ?? null), column((l) => l.format ?? null), column((l) => l.stream)],
    ...[column((l) => l.quantity), column((l) => l.returned), column((l) => l.netMinor.toString())],
    column((l) => l.costMinor?.toString() ?? null),
    ...[column((l) => l.grossMinor.toString()), column((l) => l.discountMinor.toString())],
  ]);
}

import type { DataSource } from 'typeorm';
import type { OrderNameView } from './order-views.js';

/** Names of those of the orders that the books have one of. */
export function findOrderNames(dataSource: DataSource, orderIds: readonly string[]): Promise<OrderNameView[]> {
  return dataSource.query<OrderNameView[]>(
    `SELECT order_id AS "orderId", name, book = 'test' AS test FROM order_books
     WHERE order_id = ANY($1::text[]) AND name IS NOT NULL ORDER BY order_id`,
    [orderIds],
  );
}

import type { FinanceDatabase } from '../../testing/finance-database.js';

/** Credits of an order under the books of record, as attribution writes them. */
export async function credited(
  { owner }: FinanceDatabase,
  orderId: string,
  of: readonly (readonly [agent: string | null, minor: bigint])[],
): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO attribution_orders (order_id, shop, book, currency, placed_at, placed_on, closes_at, model, model_version,
         net_minor, seq, state)
       SELECT order_id, shop, book, currency, placed_at, placed_on, placed_at, 'linear', 1, net_revenue_minor, 1, '{}'
       FROM order_books WHERE order_id = $1`,
      [orderId],
    );
    const [set] = await tx.query<{ id: string }[]>(
      `INSERT INTO attribution_sets (id, order_id, book, seq, reason, model, model_version, amount_minor, currency, occurred_at,
         recorded_at, event_id, correlation_id, actor)
       SELECT gen_random_uuid(), order_id, book, 1, 'capture', 'linear', 1, net_revenue_minor, currency, placed_at, placed_at,
         'e', 'c', 'spec' FROM order_books WHERE order_id = $1 RETURNING id`,
      [orderId],
    );
    await tx.query(
      `INSERT INTO attribution_credits (set_id, ordinal, order_id, book, agent_id, channel, weight, amount_minor, currency)
       SELECT $1, n, $2, 'real', agent, 'email', 1, minor, 'USD'
       FROM unnest($3::text[], $4::bigint[]) WITH ORDINALITY AS c (agent, minor, n)`,
      [set!.id, orderId, of.map(([agent]) => agent), of.map(([, minor]) => minor.toString())],
    );
  });
}

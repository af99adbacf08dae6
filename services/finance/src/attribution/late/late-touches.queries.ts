import type { DataSource, EntityManager } from 'typeorm';
import type { BookedBecause } from '../../journal/journal.js';

/** Notes dealt with in one transaction. */
const ARRIVALS_AT_ONCE = 500;

/** Checkouts of a key that are looked through for further keys; more than the orders' side takes, so that none is missed. */
const MOST_CHECKOUTS_OF_A_KEY = 100;

/** No order looks back further, whatever it was frozen with. */
const LONGEST_LOOKBACK = `interval '366 days'`;

export interface TakenArrival {
  readonly keys: readonly string[];
  readonly touchId: string | null;
  readonly occurredAt: Date | null;
  readonly because: BookedBecause;
}

/** The notes that can be seen now, the oldest first. */
export async function readArrivals(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT id FROM touch_arrivals ORDER BY id LIMIT ${ARRIVALS_AT_ONCE}`,
  );
  return rows.map(({ id }) => id);
}

/** Takes those of these notes that nobody else has taken, the oldest first. */
export async function takeArrivals(tx: EntityManager, ids: readonly string[]): Promise<TakenArrival[]> {
  interface Row {
    readonly id: string;
    readonly keys: string[];
    readonly touch_id: string | null;
    readonly occurred_at: Date | null;
    readonly because: BookedBecause;
  }
  const [rows] = await tx.query<[Row[], number]>(
    `DELETE FROM touch_arrivals WHERE id IN (
       SELECT id FROM touch_arrivals WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE SKIP LOCKED)
     RETURNING id, keys, touch_id, occurred_at, because`,
    [ids],
  );
  const inOrder = rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  return inOrder.map(({ keys, touch_id, occurred_at, because }) => {
    return { keys, touchId: touch_id, occurredAt: occurred_at, because };
  });
}

const ORDERS = `WITH told AS MATERIALIZED (
    SELECT * FROM unnest($1::integer[], $2::text[], $3::timestamptz[]) AS t (n, key, at)
    UNION
    SELECT t.n, k.key, t.at
    FROM unnest($4::integer[], $5::uuid[], $6::timestamptz[]) AS t (n, touch_id, at)
    JOIN touch_keys k ON k.touch_id = t.touch_id),
  keys AS (
    SELECT n, key, at FROM told
    UNION
    SELECT t.n, other.key, t.at FROM told t CROSS JOIN LATERAL (
      SELECT checkout_id FROM checkout_keys c WHERE c.key = t.key ORDER BY c.created_at DESC
      LIMIT ${MOST_CHECKOUTS_OF_A_KEY}) mine
    JOIN checkout_keys other ON other.checkout_id = mine.checkout_id)
  SELECT o.order_id, max(k.n) AS n
  FROM keys k JOIN order_keys ok ON ok.key = k.key
    AND (k.at IS NULL OR ok.placed_at BETWEEN k.at AND k.at + ${LONGEST_LOOKBACK})
  JOIN attribution_orders o ON o.order_id = ok.order_id AND o.closes_at > $7
  GROUP BY o.order_id`;

/** The open orders that these notes may concern, each with the newest note that does. One round trip. */
export async function findOrdersToRevisit(
  tx: EntityManager,
  arrivals: readonly TakenArrival[],
  now: Date,
): Promise<Map<string, BookedBecause>> {
  const told = arrivals.flatMap(({ keys, ...rest }, n) => keys.map((key) => ({ ...rest, n, key })));
  const touches = arrivals.map((arrival, n) => ({ ...arrival, n })).filter(({ touchId }) => touchId !== null);
  if (told.length === 0) return new Map();
  const rows = await tx.query<{ order_id: string; n: number }[]>(ORDERS, [
    ...[told.map(({ n }) => n), told.map(({ key }) => key), told.map(({ occurredAt }) => occurredAt)],
    ...[touches.map(({ n }) => n), touches.map(({ touchId }) => touchId)],
    ...[touches.map(({ occurredAt }) => occurredAt), now],
  ]);
  return new Map(rows.map(({ order_id, n }) => [order_id, arrivals[n]!.because]));
}

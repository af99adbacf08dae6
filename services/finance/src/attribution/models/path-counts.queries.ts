import type { EntityManager } from 'typeorm';
import type { DayRange } from '../../reports/period.js';

/** Journeys that met the same channels in the same order. */
export interface PathCount {
  readonly path: readonly string[];
  readonly conversions: number;
  readonly nulls: number;
}

/** Different paths that one fit reads; the rarest beyond them are left out. */
export const MOST_PATHS = 200_000;

/** Touches of one journey that came to nothing: a path of an order has no more either. */
const MOST_STEPS = 100;

// Orders as they were frozen: what they were divided among is what led to them.
const CONVERTED = `SELECT path, count(*)::float8 AS conversions, 0::float8 AS nulls FROM (
    SELECT (SELECT json_agg(t ->> 'channel' ORDER BY n)::text
      FROM json_array_elements(o.state -> 'path') WITH ORDINALITY AS p (t, n)) AS path
    FROM attribution_orders o
    WHERE o.book = 'real' AND o.placed_on BETWEEN $1 AND $2 AND json_array_length(o.state -> 'path') > 0) AS orders
  GROUP BY path`;

// A person is the best key that is known of a touch. One with an order in the days, or soon enough after them for the touches
// to have led to it, has converted; the keys of all touches of the person are asked, not only the best.
const CAME_TO_NOTHING = `WITH told AS (
    SELECT id, min(occurred_at) AS at, min(channel) AS channel FROM touchpoints
    WHERE occurred_at >= $1::date AND occurred_at < $2::date + 1
    GROUP BY id HAVING NOT bool_or(test)),
  keyed AS (
    SELECT t.id, t.at, t.channel, k.key, EXISTS (
      SELECT FROM order_keys o WHERE o.key = k.key
        AND o.placed_at >= t.at AND o.placed_at <= t.at + make_interval(days => $3)) AS converted
    FROM told t JOIN touch_keys k ON k.touch_id = t.id),
  persons AS (
    SELECT id, at, channel, bool_or(converted) AS converted,
      (array_agg(key ORDER BY array_position(ARRAY['customer', 'email', 'session', 'cart', 'checkout', 'order'],
        split_part(key, ':', 1)), key))[1] AS person
    FROM keyed GROUP BY id, at, channel),
  journeys AS (
    SELECT (array_agg(channel ORDER BY at, id))[1:${MOST_STEPS}] AS path FROM persons
    GROUP BY person HAVING NOT bool_or(converted))
  SELECT array_to_json(path)::text AS path, 0::float8 AS conversions, count(*)::float8 AS nulls FROM journeys GROUP BY path`;

const PATHS = `SELECT path, sum(conversions) AS conversions, sum(nulls) AS nulls
  FROM ((${CONVERTED}) UNION ALL (${CAME_TO_NOTHING})) AS counted
  GROUP BY path ORDER BY sum(conversions) + sum(nulls) DESC, path LIMIT ${MOST_PATHS}`;

/**
 * The paths of these days: of the orders of the real book that were placed in them, and of persons who were touched in them
 * and have no order within the look-back after any touch.
 */
export async function countPaths(tx: EntityManager, range: DayRange, lookbackDays: number): Promise<PathCount[]> {
  const rows = await tx.query<{ path: string; conversions: number; nulls: number }[]>(PATHS, [
    ...[range.from, range.to, lookbackDays],
  ]);
  return rows.map(({ path, conversions, nulls }) => ({ path: JSON.parse(path) as string[], conversions, nulls }));
}

import type { EntityManager } from 'typeorm';
import { WEIGHT_SCALE, type GroupSums } from './grouped-margins.js';
import { askedValues, ALL_ORDERS, type OrdersAsked } from './orders-asked.js';

/** Groups that divide orders among them. */
export type Grouping = 'size' | 'product' | 'stream' | 'agent';

const ofLines = (key: string, name: string) => `SELECT l.order_id, ${key} AS key, max(${name}) AS name,
    sum(l.quantity - l.returned) AS units, sum(l.net_minor) AS net, coalesce(sum(l.cost_minor), 0) AS cost,
    bool_or(l.cost_minor IS NULL) AS is_unknown
  FROM order_lines l
  WHERE l.book = $1 AND l.placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR l.currency = $4)
  GROUP BY l.order_id, ${key}`;

// By the books of record: what every set of an order says together. Whose credits of an order cancel has no part in it.
const OF_AGENTS = `SELECT a.order_id, c.agent_id AS key, NULL::text AS name, NULL::bigint AS units,
    sum(c.amount_minor) AS net, NULL::numeric AS cost, NULL::boolean AS is_unknown
  FROM attribution_orders a
  JOIN attribution_sets s ON s.order_id = a.order_id AND s.book = a.book
  JOIN attribution_credits c ON c.set_id = s.id
  WHERE a.book = $1 AND a.placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR a.currency = $4)
  GROUP BY a.order_id, c.agent_id HAVING sum(c.amount_minor) <> 0`;

const NO_LINES = 'NOT EXISTS (SELECT FROM order_lines l WHERE l.order_id = o.order_id)';

const PARTS: Readonly<Record<Grouping, string>> = {
  size: ofLines('l.size', 'l.size'),
  product: ofLines('l.product_id', 'l.title'),
  stream: ofLines('l.stream', 'l.stream'),
  agent: OF_AGENTS,
};

/**
 * An order's charges are split by what each part brought: by its net revenue, as far as that is positive, and what the order
 * brought beside its parts bears the rest. Shares are summed as fractions here and become cents where all groups are known.
 */
const groupSums = (grouping: Grouping) => `WITH asked AS (${ALL_ORDERS}), part AS (${PARTS[grouping]}), shared AS (
    SELECT o.currency, p.key, p.name, p.units, p.net, p.cost, coalesce(p.is_unknown, o.cost IS NULL) AS is_unknown,
      o.known_cost, o.fees, o.commissions,
      greatest(p.net, 0) / nullif(sum(greatest(p.net, 0)) OVER whole + greatest(o.net - sum(p.net) OVER whole, 0), 0) AS share
    FROM asked o JOIN part p USING (order_id)
    WINDOW whole AS (PARTITION BY order_id)
  )
  SELECT currency, key, max(name) AS name, count(*) AS orders, sum(units) AS units, sum(net) AS net, sum(cost) AS cost,
    count(*) FILTER (WHERE is_unknown) AS unknown,
    coalesce(round(sum(known_cost * share) * ${WEIGHT_SCALE}), 0) AS cost_weight,
    coalesce(round(sum(fees * share) * ${WEIGHT_SCALE}), 0) AS fees_weight,
    coalesce(round(sum(commissions * share) * ${WEIGHT_SCALE}), 0) AS commissions_weight
  FROM shared GROUP BY currency, key`;

/** What each group brought, by currency. */
export async function findGroupSums(
  tx: EntityManager,
  grouping: Grouping,
  asked: OrdersAsked,
): Promise<Map<string, GroupSums[]>> {
  const rows = await tx.query<GroupRow[]>(groupSums(grouping), askedValues(asked));
  const byCurrency = Map.groupBy(rows, (row) => row.currency);
  return new Map([...byCurrency].map(([currency, own]) => [currency, own.map(toSums)]));
}

/** Which orders are in no group, and so with all they are in the rest. */
const IN_NO_GROUP: Readonly<Record<Grouping, string>> = {
  size: NO_LINES,
  product: NO_LINES,
  stream: NO_LINES,
  agent: `(o.net_revenue_minor <= 0 OR NOT EXISTS (SELECT FROM attribution_sets s JOIN attribution_credits c ON c.set_id = s.id
    WHERE s.order_id = o.order_id AND s.book = o.book GROUP BY c.agent_id HAVING sum(c.amount_minor) <> 0))`,
};

/** How many orders of unknown cost are in no group, by currency. */
export async function countUnknownRest(
  tx: EntityManager,
  grouping: Grouping,
  asked: OrdersAsked,
): Promise<Map<string, number>> {
  const rows = await tx.query<{ currency: string; orders: string }[]>(
    `SELECT o.currency, count(*) AS orders FROM booked_orders o
     WHERE o.book = $1 AND o.placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR o.currency = $4)
       AND o.cost_of_goods_minor IS NULL AND ${IN_NO_GROUP[grouping]}
     GROUP BY o.currency`,
    askedValues(asked),
  );
  return new Map(rows.map(({ currency, orders }) => [currency, Number(orders)]));
}

function toSums(row: GroupRow): GroupSums {
  return {
    ...{ key: row.key, name: row.name, orders: Number(row.orders), unknownOrders: Number(row.unknown) },
    units: row.units === null ? null : Number(row.units),
    netRevenueMinor: BigInt(row.net),
    costOfGoodsMinor: row.cost === null ? undefined : BigInt(row.cost),
    costWeight: BigInt(row.cost_weight),
    feesWeight: BigInt(row.fees_weight),
    commissionsWeight: BigInt(row.commissions_weight),
  };
}

/** Sums and counts as text. */
interface GroupRow {
  readonly currency: string;
  readonly key: string | null;
  readonly name: string | null;
  readonly orders: string;
  readonly units: string | null;
  readonly net: string;
  readonly cost: string | null;
  readonly unknown: string;
  readonly cost_weight: string;
  readonly fees_weight: string;
  readonly commissions_weight: string;
}

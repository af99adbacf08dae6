import type { EntityManager } from 'typeorm';
import type { Credit, OrderCredits } from './credit.js';

// Sums over all sets of an order: each holds only the difference to those before it. An order that turned out to be a test sums
// to zero in the real book. By way of the sets, because that is how credits of an order are found; and order by order: as one
// join of them all it took a hundred times as long on tables that nobody had analysed yet.
const CREDITS = `SELECT o.order_id, o.shop, o.currency, o.placed_on::text, credited.*
  FROM unnest($1::text[]) AS k (order_id)
  JOIN attribution_orders o USING (order_id)
  CROSS JOIN LATERAL (
    SELECT c.agent_id, c.persona_id, c.department, c.campaign, sum(c.amount_minor) AS amount
    FROM attribution_sets s JOIN attribution_credits c ON c.set_id = s.id
    WHERE s.order_id = o.order_id AND s.currency = o.currency AND s.book = 'real'
    GROUP BY c.agent_id, c.persona_id, c.department, c.campaign
    HAVING sum(c.amount_minor) <> 0
  ) credited`;

interface CreditRow {
  readonly order_id: string;
  readonly shop: string;
  readonly currency: string;
  readonly placed_on: string;
  readonly agent_id: string | null;
  readonly persona_id: string | null;
  readonly department: string | null;
  readonly campaign: string | null;
  /** numeric, as text */
  readonly amount: string;
}

/** The credits of these orders now; an order without any is absent. */
export async function readCredits(tx: EntityManager, orderIds: readonly string[]): Promise<Map<string, OrderCredits>> {
  const rows = await tx.query<CreditRow[]>(CREDITS, [orderIds]);
  const byOrder = Map.groupBy(rows, ({ order_id }) => order_id);
  return new Map(
    [...byOrder].map(([orderId, lines]) => {
      const { shop, currency, placed_on: placedOn } = lines[0]!;
      return [orderId, { orderId, shop, currency, placedOn, credits: lines.map(toCredit) }];
    }),
  );
}

function toCredit(row: CreditRow): Credit {
  return {
    agentId: row.agent_id,
    personaId: row.persona_id,
    department: row.department,
    campaign: row.campaign,
    amountMinor: BigInt(row.amount),
  };
}

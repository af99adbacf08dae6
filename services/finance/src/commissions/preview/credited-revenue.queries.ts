import type { DataSource } from 'typeorm';
import type { Beneficiary } from '../plans/beneficiary.js';
import type { PlanPeriod } from '../plans/plan-period.js';
import type { Terms } from '../plans/terms.js';

/** What a beneficiary is credited with in a period, over all orders placed in it. */
export interface CreditedRevenue {
  /** Orders placed in the period that were credited to anybody, or to nobody. */
  readonly ordersOfAll: number;
  /** Of these, the ones with a credit that counts. */
  readonly orders: number;
  readonly baseMinor: bigint;
}

// As `creditedBase` does it for one order: each credit once, no order below zero.
const CREDITED = `SELECT count(*)::integer AS of_all, (count(*) FILTER (WHERE base > 0))::integer AS orders,
    coalesce(sum(base) FILTER (WHERE base > 0), 0) AS base
  FROM attribution_orders o
  LEFT JOIN LATERAL (
    SELECT sum(c.amount_minor) AS base
    FROM attribution_sets s JOIN attribution_credits c ON c.set_id = s.id
    WHERE s.order_id = o.order_id AND s.book = 'real' AND s.currency = o.currency AND CASE $4
      WHEN 'agent' THEN c.agent_id = $5 WHEN 'persona' THEN c.persona_id = $5 WHEN 'department' THEN c.department = $5
      ELSE c.campaign = ANY($6::text[]) OR c.agent_id = ANY($7::text[]) END
  ) credited ON true
  WHERE o.placed_on BETWEEN $1 AND $2 AND o.book = 'real' AND o.currency = $3`;

export async function findCreditedRevenue(
  dataSource: DataSource,
  { from, to }: PlanPeriod,
  currency: string,
  { kind, id }: Beneficiary,
  { campaigns, agents }: Pick<Terms, 'campaigns' | 'agents'>,
): Promise<CreditedRevenue> {
  const [row] = await dataSource.query<{ of_all: number; orders: number; base: string }[]>(CREDITED, [
    ...[from, to, currency, kind, id, campaigns, agents],
  ]);
  return { ordersOfAll: row!.of_all, orders: row!.orders, baseMinor: BigInt(row!.base) };
}

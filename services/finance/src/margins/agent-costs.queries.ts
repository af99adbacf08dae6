import type { EntityManager } from 'typeorm';
import { NOTHING_SPENT, withCost, type AgentSpend } from '../reports/agent-spend.js';
import { askedValues, type OrdersAsked } from './orders-asked.js';

const COMMISSIONS = `SELECT a.currency, s.beneficiary_id AS agent, sum(s.held_minor + s.released_minor) AS minor
  FROM commission_accruals a
  JOIN commission_shares s ON s.accrual_id = a.id AND s.beneficiary_kind = 'agent'
  JOIN order_books o ON o.order_id = a.order_id AND o.book = $1
  WHERE a.placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR a.currency = $4)
  GROUP BY a.currency, s.beneficiary_id`;

const SPENT = `SELECT currency, agent_id AS agent, category, sum(amount_minor) AS minor FROM costs
  WHERE book = $1 AND occurred_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR currency = $4) AND agent_id IS NOT NULL
  GROUP BY currency, agent_id, category`;

const NAMES = 'SELECT agent_id AS agent, name FROM finance_agents';

/** What one agent got and spent in one currency. */
export interface AgentCosts {
  commissionsMinor: bigint;
  spent: AgentSpend;
}

/** What agents got for the orders asked for, and what they spent in those days; by currency and agent. */
export async function findAgentCosts(
  tx: EntityManager,
  asked: OrdersAsked,
): Promise<Map<string, Map<string, AgentCosts>>> {
  const commissions = await tx.query<CostRow[]>(COMMISSIONS, askedValues(asked));
  const spent = await tx.query<(CostRow & { readonly category: string })[]>(SPENT, askedValues(asked));
  const costs = new Map<string, Map<string, AgentCosts>>();
  const of = ({ currency, agent }: CostRow): AgentCosts => {
    const own = costs.get(currency) ?? new Map<string, AgentCosts>();
    costs.set(currency, own);
    const one = own.get(agent) ?? { commissionsMinor: 0n, spent: NOTHING_SPENT };
    own.set(agent, one);
    return one;
  };
  for (const row of commissions) of(row).commissionsMinor += BigInt(row.minor);
  for (const row of spent) {
    const one = of(row);
    one.spent = withCost(one.spent, row.category, BigInt(row.minor));
  }
  return costs;
}

export async function findAgentNames(tx: EntityManager): Promise<Map<string, string>> {
  const rows = await tx.query<{ agent: string; name: string }[]>(NAMES);
  return new Map(rows.map(({ agent, name }) => [agent, name]));
}

interface CostRow {
  readonly currency: string;
  readonly agent: string;
  /** As text. */
  readonly minor: string;
}

import type { EntityManager } from 'typeorm';
import { BOOKED_SPENDING, spendingValues } from '../costs/booked-spending.js';
import type { ShopCalendar } from '../time/shop-calendar.js';
import { NOTHING_SPENT, withCost, type AgentSpend } from '../reports/agent-spend.js';
import { askedValues, type OrdersAsked } from './orders-asked.js';

const COMMISSIONS = `SELECT a.currency, s.beneficiary_id AS agent, sum(s.held_minor + s.released_minor) AS minor
  FROM commission_accruals a
  JOIN commission_shares s ON s.accrual_id = a.id AND s.beneficiary_kind = 'agent'
  JOIN order_books o ON o.order_id = a.order_id AND o.book = $1
  WHERE a.placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR a.currency = $4)
  GROUP BY a.currency, s.beneficiary_id`;

const SPENT = `SELECT currency, agent_id AS agent, category, sum(amount_minor) AS minor FROM (${BOOKED_SPENDING}) x
  GROUP BY currency, agent_id, category`;

const NAMES = 'SELECT agent_id AS agent, name FROM finance_agents';

/** What one agent got and spent in one currency. */
export interface AgentCosts {
  commissionsMinor: bigint;
  /** Undefined while nothing is told of it. */
  spent: AgentSpend | undefined;
}

/**
 * What agents got for the orders asked for, and what was spent on them in those days; by currency and agent. What names no agent
 * stands under null, so that all spending together is what the ledger booked.
 */
export async function findAgentCosts(
  tx: EntityManager,
  calendar: ShopCalendar,
  asked: OrdersAsked,
): Promise<Map<string, Map<string | null, AgentCosts>>> {
  const commissions = await tx.query<CostRow[]>(COMMISSIONS, askedValues(asked));
  const spent = await tx.query<(CostRow & { readonly category: string })[]>(SPENT, spendingValues(asked, calendar));
  const costs = new Map<string, Map<string | null, AgentCosts>>();
  const of = ({ currency, agent }: CostRow): AgentCosts => {
    const own = costs.get(currency) ?? new Map<string | null, AgentCosts>();
    costs.set(currency, own);
    const one = own.get(agent) ?? { commissionsMinor: 0n, spent: undefined };
    own.set(agent, one);
    return one;
  };
  for (const row of commissions) of(row).commissionsMinor += BigInt(row.minor);
  for (const row of spent) {
    const one = of(row);
    one.spent = withCost(one.spent ?? NOTHING_SPENT, row.category, BigInt(row.minor));
  }
  return costs;
}

export async function findAgentNames(tx: EntityManager): Promise<Map<string, string>> {
  const rows = await tx.query<{ agent: string; name: string }[]>(NAMES);
  return new Map(rows.map(({ agent, name }) => [agent, name]));
}

interface CostRow {
  readonly currency: string;
  readonly agent: string | null;
  /** As text. */
  readonly minor: string;
}

import type { DataSource } from 'typeorm';
import { BOOKED_SPENDING, spendingValues } from '../costs/booked-spending.js';
import type { Book } from '../journal/journal-entry.js';
import type { ShopCalendar } from '../time/shop-calendar.js';
import type { CostOfCategory, Credited } from './attribution-return.js';
import type { DayRange } from './period.js';

/** What credits and costs can be grouped by, beside each other. */
export const RETURNS_BY = ['agent', 'department', 'campaign'] as const;
export type ReturnsBy = (typeof RETURNS_BY)[number];

// A department that a touch or a cost does not name is that of its agent.
const KEYS: Readonly<Record<ReturnsBy, string>> = {
  agent: 'x.agent_id',
  department: 'coalesce(x.department, a.department)',
  campaign: 'x.campaign',
};

const credited = (by: ReturnsBy) => `SELECT ${KEYS[by]} AS key, x.currency, sum(x.amount_minor) AS amount,
    sum(x.order_parts) AS parts
  FROM attribution_days x LEFT JOIN finance_agents a USING (agent_id)
  WHERE x.book = $1 AND x.day BETWEEN $2 AND $3 AND ($4::text IS NULL OR x.currency = $4) AND x.model = $5
  GROUP BY 1, 2 HAVING sum(x.amount_minor) <> 0 OR sum(x.order_parts) <> 0`;

const costs = (by: ReturnsBy) => `SELECT ${KEYS[by]} AS key, x.currency, x.category, sum(x.amount_minor) AS amount
  FROM (${BOOKED_SPENDING}) x LEFT JOIN finance_agents a USING (agent_id)
  GROUP BY 1, 2, 3`;

export interface ReturnsAsked {
  readonly book: Book;
  readonly range: DayRange;
  readonly currency?: string | undefined;
  readonly model: string;
  readonly by: ReturnsBy;
}

/** Credits of orders placed in these days under a model, what was spent in them, and the names of agents. */
export async function findCreditsAndCosts(
  dataSource: DataSource,
  calendar: ShopCalendar,
  { book, range, currency, model, by }: ReturnsAsked,
) {
  const values = [book, range.from, range.to, currency ?? null];
  const [credits, spent, names] = await Promise.all([
    dataSource.query<CreditRow[]>(credited(by), [...values, model]),
    dataSource.query<CostRow[]>(costs(by), spendingValues({ book, range, currency }, calendar)),
    by === 'agent' ? dataSource.query<NameRow[]>('SELECT agent_id, name FROM finance_agents') : [],
  ]);
  return {
    credited: credits.map(({ key, currency, amount, parts }): Credited => {
      return { key, currency, creditedMinor: BigInt(amount), orderParts: BigInt(parts) };
    }),
    costs: spent.map(({ key, currency, category, amount }): CostOfCategory => {
      return { key, currency, category, amountMinor: BigInt(amount) };
    }),
    names: new Map(names.map(({ agent_id, name }) => [agent_id, name])),
  };
}

/** Amounts as text. */
interface CreditRow {
  readonly key: string | null;
  readonly currency: string;
  readonly amount: string;
  readonly parts: string;
}

interface CostRow {
  readonly key: string | null;
  readonly currency: string;
  readonly category: string;
  readonly amount: string;
}

interface NameRow {
  readonly agent_id: string;
  readonly name: string;
}

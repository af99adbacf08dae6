import { Parameters } from '@vividwalls/persistence';
import { toPage, type Page } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { BudgetAccount } from './budget-account.js';
import type { BudgetBalance } from './budget-balance.js';
import type { BudgetsQuery, HistoryQuery } from './budget-requests.js';
import { ACCOUNT_COLUMNS, accountOf, type AccountRow } from './budget-rows.js';
import { scopeWord } from './budget-scope.js';
import type { MovementView } from './budget-views.js';

type Reader = Pick<EntityManager, 'query'>;

/** What a list is narrowed to, as conditions. */
function conditionsOf(query: BudgetsQuery, parameters: Parameters): string[] {
  const conditions = ['true'];
  // A name that can be none matches nothing, as one that nobody used.
  const named = (column: string, name: string | undefined) => {
    if (name !== undefined) conditions.push(`${column} = ${parameters.one(scopeWord(name) ?? '')}`);
  };
  named('department', query.department);
  named('category', query.category);
  named('agent_id', query.agentId);
  if (query.on !== undefined) {
    const day = parameters.one(query.on);
    conditions.push(`period_start <= ${day}::date AND period_end >= ${day}::date`);
  }
  return conditions;
}

/** Budgets that match, newest first. */
export async function findBudgets(reader: Reader, query: BudgetsQuery): Promise<Page<BudgetAccount>> {
  const parameters = new Parameters();
  const conditions = conditionsOf(query, parameters);
  if (query.cursor !== undefined) conditions.push(`id < ${parameters.one(query.cursor)}::uuid`);
  const rows = await reader.query<AccountRow[]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM budget_accounts WHERE ${conditions.join(' AND ')}
     ORDER BY id DESC LIMIT ${parameters.one(query.limit + 1)}`,
    parameters.values,
  );
  return toPage(rows.map(accountOf), query.limit, ({ id }) => id);
}

/** What budgets of one unit come to together. */
export interface BudgetTotals extends BudgetBalance {
  readonly unit: string;
  readonly budgets: number;
}

/** All budgets that match together, by unit. What is spent of one inside a wider one counts in both: it is added up once. */
export async function findBudgetTotals(reader: Reader, query: BudgetsQuery): Promise<BudgetTotals[]> {
  const parameters = new Parameters();
  const rows = await reader.query<TotalsRow[]>(
    `WITH asked AS MATERIALIZED (SELECT * FROM budget_accounts WHERE ${conditionsOf(query, parameters).join(' AND ')})
     SELECT b.unit, count(*) AS budgets, sum(b.allocated_minor) AS allocated, sum(b.reserved_minor) AS reserved,
       sum(b.spent_minor) AS spent
     FROM asked b
     WHERE NOT EXISTS (
       SELECT FROM asked wider
       WHERE wider.department = b.department AND wider.unit = b.unit AND wider.breadth > b.breadth
         AND (wider.category IS NULL OR wider.category = b.category)
         AND (wider.agent_id IS NULL OR wider.agent_id = b.agent_id)
         AND (wider.daily_budget_id IS NULL OR b.daily_budget_id IS NOT NULL)
         AND wider.period_start <= b.period_start AND wider.period_end >= b.period_end
     )
     GROUP BY b.unit ORDER BY b.unit`,
    parameters.values,
  );
  return rows.map(({ unit, budgets, allocated, reserved, spent }) => ({
    ...{ unit, budgets: Number(budgets), allocatedMinor: BigInt(allocated) },
    ...{ reservedMinor: BigInt(reserved), spentMinor: BigInt(spent) },
  }));
}

/** Counts and sums as text. */
interface TotalsRow {
  readonly unit: string;
  readonly budgets: string;
  readonly allocated: string;
  readonly reserved: string;
  readonly spent: string;
}

export async function findBudget(reader: Reader, id: string): Promise<BudgetAccount | undefined> {
  const [row] = await reader.query<AccountRow[]>(`SELECT ${ACCOUNT_COLUMNS} FROM budget_accounts WHERE id = $1`, [id]);
  return row && accountOf(row);
}

/** A budget of the same scope that would be in force together with a period; a daily one where the scope is daily. */
export async function findOverlapping(
  reader: Reader,
  table: 'budget_accounts' | 'daily_budgets',
  scope: string,
  from: string,
  until: string | null,
): Promise<{ id: string; from: string; until: string | null } | undefined> {
  const [start, end] = table === 'budget_accounts' ? ['period_start', 'period_end'] : ['valid_from', 'valid_until'];
  const [row] = await reader.query<{ id: string; from: string; until: string | null }[]>(
    `SELECT id, ${start}::text AS "from", ${end}::text AS until FROM ${table}
     WHERE scope = $1 AND daterange(${start}, ${end}, '[]') && daterange($2::date, $3::date, '[]') LIMIT 1`,
    [scope, from, until],
  );
  return row;
}

interface MovementRow {
  readonly seq: number;
  readonly kind: string;
  readonly allocated_minor: string;
  readonly reserved_minor: string;
  readonly spent_minor: string;
  /** numeric, as text */
  readonly remaining_minor: string;
  readonly reference: string | null;
  readonly actor: string;
  readonly reason: string | null;
  readonly recorded_at: Date;
}

/** A budget's movements, newest first. */
export async function findMovements(reader: Reader, id: string, query: HistoryQuery): Promise<Page<MovementView>> {
  const rows = await reader.query<MovementRow[]>(
    `WITH page AS (
       SELECT seq, kind, allocated_minor, reserved_minor, spent_minor, reference, actor, reason, recorded_at
       FROM budget_movements WHERE budget_id = $1 AND ($2::integer IS NULL OR seq < $2::integer)
       ORDER BY seq DESC LIMIT $3
     ), before AS (
       SELECT coalesce(sum(allocated_minor - reserved_minor - spent_minor), 0) AS remaining
       FROM budget_movements WHERE budget_id = $1 AND seq < (SELECT min(seq) FROM page)
     )
     SELECT page.*, before.remaining + sum(allocated_minor - reserved_minor - spent_minor) OVER (ORDER BY seq) AS remaining_minor
     FROM page, before ORDER BY seq DESC`,
    [id, query.cursor ?? null, query.limit + 1],
  );
  const page = toPage(rows, query.limit, ({ seq }) => String(seq));
  return { ...page, items: page.items.map(movementView) };
}

function movementView(row: MovementRow): MovementView {
  const { seq, kind, reference, actor, reason } = row;
  return {
    ...{ seq, kind, actor, ...(reference !== null && { reference }), ...(reason !== null && { reason }) },
    ...{ allocatedMinor: row.allocated_minor, reservedMinor: row.reserved_minor, spentMinor: row.spent_minor },
    ...{ remainingMinor: row.remaining_minor, recordedAt: row.recorded_at.toISOString() },
  };
}

import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { LimitKind } from './budget-account.js';
import type { NewAccount } from './budget-rows.js';
import type { BudgetScope } from './budget-scope.js';

/** So much for each day, from a day on: an agent's money, or its tokens. Each day's budget is made when it is first asked. */
export interface DailyBudget extends BudgetScope {
  readonly id: string;
  readonly scope: string;
  readonly exponent: number;
  readonly limit: LimitKind;
  readonly thresholds: readonly number[];
  readonly allocatedMinor: bigint;
  readonly validFrom: string;
  /** The last day; without end when null. */
  readonly validUntil: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
}

interface DailyRow {
  readonly id: string;
  readonly scope: string;
  readonly department: string;
  readonly category: string | null;
  readonly agent_id: string | null;
  readonly unit: string;
  readonly exponent: number;
  readonly limit_kind: LimitKind;
  readonly thresholds: number[];
  readonly allocated_minor: string;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly created_at: Date;
  readonly created_by: string;
}

const COLUMNS = `id, scope, department, category, agent_id, unit, exponent, limit_kind, thresholds, allocated_minor,
  valid_from::text, valid_until::text, created_at, created_by`;

type Reader = Pick<EntityManager, 'query'>;

export async function insertDailyBudget(tx: EntityManager, daily: DailyBudget): Promise<void> {
  await tx.query(
    `INSERT INTO daily_budgets (id, scope, department, category, agent_id, unit, exponent, limit_kind, thresholds,
       allocated_minor, valid_from, valid_until, created_at, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[daily.id, daily.scope, daily.department, daily.category, daily.agentId, daily.unit, daily.exponent],
      ...[daily.limit, daily.thresholds, daily.allocatedMinor.toString(), daily.validFrom, daily.validUntil],
      ...[daily.createdAt, daily.createdBy],
    ],
  );
}

export async function findDailyBudgets(reader: Reader, ids: readonly string[]): Promise<DailyBudget[]> {
  const rows = await reader.query<DailyRow[]>(
    `SELECT ${COLUMNS} FROM daily_budgets WHERE id = ANY($1::uuid[]) ORDER BY id`,
    [ids],
  );
  return rows.map(dailyOf);
}

/** All of them, newest first. */
export async function listDailyBudgets(
  reader: Reader,
  cursor: string | undefined,
  limit: number,
): Promise<DailyBudget[]> {
  const rows = await reader.query<DailyRow[]>(
    `SELECT ${COLUMNS} FROM daily_budgets WHERE $1::uuid IS NULL OR id < $1::uuid ORDER BY id DESC LIMIT $2`,
    [cursor ?? null, limit],
  );
  return rows.map(dailyOf);
}

/** One day of it, as a budget about to be made. */
export function dayOf(daily: DailyBudget, day: string, now: Date): NewAccount {
  const { scope, department, category, agentId, unit, exponent, limit, thresholds, createdBy } = daily;
  return {
    ...{ id: uuidv7(), scope, department, category, agentId, unit, exponent, limit, thresholds },
    ...{ periodStart: day, periodEnd: day, plan: null, dailyBudgetId: daily.id, createdAt: now, createdBy },
  };
}

function dailyOf(row: DailyRow): DailyBudget {
  const { id, scope, department, category, unit, exponent, thresholds } = row;
  return {
    ...{ id, scope, department, category, agentId: row.agent_id, unit, exponent, thresholds, limit: row.limit_kind },
    ...{ allocatedMinor: BigInt(row.allocated_minor), validFrom: row.valid_from, validUntil: row.valid_until },
    ...{ createdAt: row.created_at, createdBy: row.created_by },
  };
}

import { runWithNext } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import type { BudgetAccount, LimitKind } from './budget-account.js';
import type { Movement } from './budget-balance.js';

/** Every column of a budget as {@link accountOf} reads it. Days as text: the driver would make instants of them. */
export const ACCOUNT_COLUMNS = `id, scope, department, category, agent_id, unit, limit_kind, thresholds,
  thresholds_reached, period_start::text, period_end::text, plan, daily_budget_id, movements, created_at, created_by,
  allocated_minor, reserved_minor, spent_minor`;

export interface AccountRow {
  readonly id: string;
  readonly scope: string;
  readonly department: string;
  readonly category: string | null;
  readonly agent_id: string | null;
  readonly unit: string;
  readonly limit_kind: LimitKind;
  readonly thresholds: number[];
  readonly thresholds_reached: number[];
  readonly period_start: string;
  readonly period_end: string;
  readonly plan: string | null;
  readonly daily_budget_id: string | null;
  readonly movements: number;
  readonly created_at: Date;
  readonly created_by: string;
  /** bigint, as text */
  readonly allocated_minor: string;
  readonly reserved_minor: string;
  readonly spent_minor: string;
}

export function accountOf(row: AccountRow): BudgetAccount {
  const { id, scope, department, category, unit, thresholds, plan, movements } = row;
  return {
    ...{ id, scope, department, category, agentId: row.agent_id, unit, limit: row.limit_kind },
    ...{ thresholds, thresholdsReached: row.thresholds_reached },
    ...{ periodStart: row.period_start, periodEnd: row.period_end },
    ...{ plan, dailyBudgetId: row.daily_budget_id, movements },
    ...{ createdAt: row.created_at, createdBy: row.created_by },
    allocatedMinor: BigInt(row.allocated_minor),
    reservedMinor: BigInt(row.reserved_minor),
    spentMinor: BigInt(row.spent_minor),
  };
}

/**
 * Locks budgets until the transaction ends, in the order of their ids, so that two transactions never wait for one another.
 * What else a transaction locks, it locks before: spends by key, then the journal's sums, then budgets.
 */
export async function lockBudgets(tx: EntityManager, ids: Iterable<string>): Promise<Map<string, BudgetAccount>> {
  const rows = await tx.query<AccountRow[]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM budget_accounts WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, accountOf(row)]));
}

/** Budgets as they are now, unlocked. */
export async function findBudgets(
  reader: Pick<EntityManager, 'query'>,
  ids: readonly string[],
): Promise<Map<string, BudgetAccount>> {
  const rows = await reader.query<AccountRow[]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM budget_accounts WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, accountOf(row)]));
}

const INSERT_MOVEMENTS = `INSERT INTO budget_movements (budget_id, seq, kind, allocated_minor, reserved_minor, spent_minor, reference,
    actor, reason, recorded_at)
  SELECT *, $10::timestamptz FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::bigint[], $5::bigint[],
    $6::bigint[], $7::text[], $8::text[], $9::text[])`;

/**
 * Adds movements, with what the transaction does next; a trigger adds them to the balances, which the service itself may not
 * write.
 */
export async function insertMovements(
  tx: EntityManager,
  movements: readonly (Movement & { readonly seq: number })[],
  recordedAt: Date,
): Promise<void> {
  const column = <T>(of: (movement: Movement & { readonly seq: number }) => T) => movements.map(of);
  const values = [
    ...[column((m) => m.budgetId), column((m) => m.seq), column((m) => m.kind)],
    ...[column((m) => m.allocatedMinor.toString()), column((m) => m.reservedMinor.toString())],
    ...[column((m) => m.spentMinor.toString()), column((m) => m.reference ?? null)],
    ...[column((m) => m.actor), column((m) => m.reason ?? null), recordedAt],
  ];
  await runWithNext(tx, { name: 'insert_movements', text: INSERT_MOVEMENTS, values });
}

/** Budgets about to be made: with nothing in them, since only movements put something in. */
export type NewAccount = Omit<
  BudgetAccount,
  'allocatedMinor' | 'reservedMinor' | 'spentMinor' | 'movements' | 'thresholdsReached'
> & { readonly exponent: number };

/**
 * Makes budgets. Those that would be in force together with one of the same scope violate `budget_accounts_overlap`, unless
 * they may be `passed over`: then the ids of the others come back.
 */
export async function insertAccounts(
  tx: EntityManager,
  accounts: readonly NewAccount[],
  onOverlap: 'fails' | 'passed over' = 'fails',
): Promise<string[]> {
  const column = <T>(of: (account: NewAccount) => T) => accounts.map(of);
  const rows = await tx.query<{ id: string }[]>(
    `INSERT INTO budget_accounts (id, scope, department, category, agent_id, unit, exponent, limit_kind, thresholds, period_start,
       period_end, plan, daily_budget_id, created_at, created_by)
     SELECT id, scope, department, category, agent_id, unit, exponent, limit_kind, thresholds::smallint[], period_start,
       period_end, plan, daily_budget_id, created_at, created_by
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[],
       $9::text[], $10::date[], $11::date[], $12::text[], $13::uuid[], $14::timestamptz[], $15::text[])
       AS t (id, scope, department, category, agent_id, unit, exponent, limit_kind, thresholds, period_start, period_end, plan,
         daily_budget_id, created_at, created_by)
     ORDER BY scope
     ${onOverlap === 'passed over' ? 'ON CONFLICT DO NOTHING' : ''} RETURNING id`,
    [
      ...[column((a) => a.id), column((a) => a.scope), column((a) => a.department), column((a) => a.category)],
      ...[column((a) => a.agentId), column((a) => a.unit), column((a) => a.exponent), column((a) => a.limit)],
      // An array of arrays would have to be of equal lengths.
      ...[column((a) => `{${a.thresholds.join(',')}}`), column((a) => a.periodStart), column((a) => a.periodEnd)],
      ...[
        column((a) => a.plan),
        column((a) => a.dailyBudgetId),
        column((a) => a.createdAt),
        column((a) => a.createdBy),
      ],
    ],
  );
  return rows.map(({ id }) => id);
}

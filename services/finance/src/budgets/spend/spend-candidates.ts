import { queryPlanned } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import type { BudgetAccount } from '../budget-account.js';
import { ACCOUNT_COLUMNS, accountOf, type AccountRow } from '../budget-rows.js';
import { scopesOf } from '../budget-scope.js';
import type { SpendRequest } from './spend-request.js';

/** Holds that are over and are ended on the way to a decision, at most; the sweeper ends the rest. */
const OVERDUE_MAX = 500;

/** What a group of requests has to do with. */
export interface SpendCandidates {
  /** Budgets in force. */
  readonly budgetIds: readonly string[];
  /**
   * The same, locked until the transaction ends; none when anything must be locked before them: a day to be opened, or a hold that
   * is over.
   */
  readonly locked: Map<string, BudgetAccount>;
  /** Daily budgets in force that have none for this day yet. */
  readonly unopenedDays: readonly string[];
  /** Spends whose hold on one of these budgets is over. */
  readonly overdueKeys: readonly string[];
  /** Keys that were asked before. One that another process decides from now on is not among them. */
  readonly knownKeys: readonly string[];
}

const IN_FORCE = 'scope = ANY($1) AND period_start <= $2::date AND period_end >= $2::date';

// What is found is found by the statement's snapshot; what is locked comes as it is once its lock is there, perhaps later. In
// the order of ids, as everywhere.
const FIND_AND_LOCK = {
  name: 'find_and_lock_budgets',
  text: `
  WITH in_force AS MATERIALIZED (SELECT id FROM budget_accounts WHERE ${IN_FORCE}),
  unopened AS MATERIALIZED (
    SELECT d.id FROM daily_budgets d
    WHERE d.scope = ANY($1) AND d.valid_from <= $2::date AND (d.valid_until IS NULL OR d.valid_until >= $2::date)
      AND NOT EXISTS (SELECT FROM budget_accounts b WHERE b.scope = d.scope AND b.period_start = $2::date)),
  overdue AS MATERIALIZED (
    SELECT key FROM spend_authorisations
    WHERE state = 'reserved' AND expires_at <= $3 AND budget_ids && ARRAY(SELECT id FROM in_force) LIMIT ${OVERDUE_MAX}),
  locked AS MATERIALIZED (
    SELECT ${ACCOUNT_COLUMNS} FROM budget_accounts
    WHERE ${IN_FORCE} AND NOT EXISTS (SELECT FROM unopened) AND NOT EXISTS (SELECT FROM overdue)
    ORDER BY id FOR UPDATE),
  found AS (
    SELECT 'budget' AS what, id::text AS name FROM in_force
    UNION ALL SELECT 'day', id::text FROM unopened
    UNION ALL SELECT 'overdue', key FROM overdue
    UNION ALL SELECT 'known', key FROM spend_authorisations WHERE key = ANY($4))
  SELECT what, name, locked.* FROM found LEFT JOIN locked ON what = 'budget' AND locked.id::text = name`,
};

type FoundRow = { readonly what: string; readonly name: string } & (AccountRow | { readonly id: null });

/**
 * Finds what a group of requests has to do with, and locks its budgets where nothing else is to be locked before. One round trip.
 * @param day the shop's day, by which budgets are in force
 */
export async function findAndLock(
  tx: EntityManager,
  requests: readonly SpendRequest[],
  day: string,
  now: Date,
): Promise<SpendCandidates> {
  const rows = await queryPlanned<FoundRow>(tx, FIND_AND_LOCK, [
    ...[[...new Set(requests.flatMap(scopesOf))], day, now, requests.map(({ key }) => key)],
  ]);
  const named = (what: string) => rows.filter((row) => row.what === what).map(({ name }) => name);
  return {
    budgetIds: named('budget'),
    locked: new Map(rows.flatMap((row) => (row.id === null ? [] : [[row.id, accountOf(row)]]))),
    unopenedDays: named('day'),
    overdueKeys: named('overdue'),
    knownKeys: named('known'),
  };
}

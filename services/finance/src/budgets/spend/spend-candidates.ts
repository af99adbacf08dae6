import type { EntityManager } from 'typeorm';
import { scopesOf } from '../budget-scope.js';
import type { SpendRequest } from './spend-request.js';

/** Holds that are over and are ended on the way to a decision, at most; the sweeper ends the rest. */
const OVERDUE_MAX = 500;

/** What a group of requests may have to do with, found before anything is locked. */
export interface SpendCandidates {
  /** Budgets in force. */
  readonly budgetIds: readonly string[];
  /** Daily budgets in force that have none for this day yet. */
  readonly unopenedDays: readonly string[];
  /** Spends whose hold on one of these budgets is over. */
  readonly overdueKeys: readonly string[];
  /** Keys that were asked before. One that another process decides from now on is not among them. */
  readonly knownKeys: readonly string[];
}

const FIND = `
  WITH in_force AS (
    SELECT id FROM budget_accounts WHERE scope = ANY($1) AND period_start <= $2::date AND period_end >= $2::date
  )
  SELECT 'budget' AS what, id::text AS name FROM in_force
  UNION ALL
  SELECT 'day', d.id::text FROM daily_budgets d
  WHERE d.scope = ANY($1) AND d.valid_from <= $2::date AND (d.valid_until IS NULL OR d.valid_until >= $2::date)
    AND NOT EXISTS (SELECT FROM budget_accounts b WHERE b.scope = d.scope AND b.period_start = $2::date)
  UNION ALL
  (SELECT 'overdue', key FROM spend_authorisations
   WHERE state = 'reserved' AND expires_at <= $3 AND budget_ids && ARRAY(SELECT id FROM in_force) LIMIT ${OVERDUE_MAX})
  UNION ALL
  SELECT 'known', key FROM spend_authorisations WHERE key = ANY($4)`;

/** @param day the shop's day, by which budgets are in force */
export async function findCandidates(
  tx: EntityManager,
  requests: readonly SpendRequest[],
  day: string,
  now: Date,
): Promise<SpendCandidates> {
  const rows = await tx.query<{ what: string; name: string }[]>(FIND, [
    ...[[...new Set(requests.flatMap(scopesOf))], day, now, requests.map(({ key }) => key)],
  ]);
  const named = (what: string) => rows.filter((row) => row.what === what).map(({ name }) => name);
  return {
    budgetIds: named('budget'),
    unopenedDays: named('day'),
    overdueKeys: named('overdue'),
    knownKeys: named('known'),
  };
}

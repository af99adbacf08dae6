import { runWithNext } from '@vividwalls/messaging';
import { Parameters } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import type { Spend, SpendState } from './spend.js';

const COLUMNS = `key, id, actor, agent_id, department, category, purpose, amount_minor, unit, allowance_minor, expires_in_s,
  state, reason, budget_ids, remaining_minor, expires_at, actual_minor, decided_at, settled_at`;

interface SpendRow {
  readonly key: string;
  readonly id: string;
  readonly actor: string;
  readonly agent_id: string | null;
  readonly department: string;
  readonly category: string;
  readonly purpose: string;
  readonly amount_minor: string;
  readonly unit: string;
  readonly allowance_minor: string;
  readonly expires_in_s: number;
  readonly state: SpendState;
  readonly reason: string;
  readonly budget_ids: string[];
  readonly remaining_minor: string | null;
  readonly expires_at: Date | null;
  readonly actual_minor: string | null;
  readonly decided_at: Date;
  readonly settled_at: Date | null;
}

const amount = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

function spendOf(row: SpendRow): Spend {
  const { key, id, actor, department, category, purpose, unit, state, reason } = row;
  return {
    ...{ key, id, actor, agentId: row.agent_id, department, category, purpose, unit, state, reason },
    ...{ amountMinor: BigInt(row.amount_minor), allowanceMinor: BigInt(row.allowance_minor) },
    ...{ expiresInS: row.expires_in_s, budgetIds: row.budget_ids, remainingMinor: amount(row.remaining_minor) },
    ...{ expiresAt: row.expires_at, actualMinor: amount(row.actual_minor) },
    ...{ decidedAt: row.decided_at, settledAt: row.settled_at },
  };
}

type Reader = Pick<EntityManager, 'query'>;

/** Spends by key, as they are now. */
export async function findSpends(reader: Reader, keys: readonly string[]): Promise<Map<string, Spend>> {
  const rows = await reader.query<SpendRow[]>(`SELECT ${COLUMNS} FROM spend_authorisations WHERE key = ANY($1)`, [
    keys,
  ]);
  return new Map(rows.map((row) => [row.key, spendOf(row)]));
}

/** A spend by its id, as it is now. */
export async function findSpendById(reader: Reader, id: string): Promise<Spend | undefined> {
  const [row] = await reader.query<SpendRow[]>(`SELECT ${COLUMNS} FROM spend_authorisations WHERE id = $1`, [id]);
  return row && spendOf(row);
}

/** Spends by key, locked in the order of their keys. To be locked before any budget. */
export async function lockSpends(tx: EntityManager, keys: readonly string[]): Promise<Map<string, Spend>> {
  const rows = await tx.query<SpendRow[]>(
    `SELECT ${COLUMNS} FROM spend_authorisations WHERE key = ANY($1) ORDER BY key FOR UPDATE`,
    [keys],
  );
  return new Map(rows.map((row) => [row.key, spendOf(row)]));
}

/** Keys of holds that are over by now, the longest first; of some budgets, or of all. */
export async function findOverdue(
  reader: Reader,
  now: Date,
  limit: number,
  budgetIds: readonly string[] | null = null,
): Promise<string[]> {
  const rows = await reader.query<{ key: string }[]>(
    `SELECT key FROM spend_authorisations
     WHERE state = 'reserved' AND expires_at <= $1 AND ($3::uuid[] IS NULL OR budget_ids && $3::uuid[])
     ORDER BY expires_at LIMIT $2`,
    [now, limit, budgetIds],
  );
  return rows.map(({ key }) => key);
}

/** Spends for a list, newest first. */
export async function listSpends(
  reader: Reader,
  filter: { state?: SpendState | undefined; cursor?: string | undefined },
  limit: number,
): Promise<Spend[]> {
  const parameters = new Parameters();
  const where = [
    ...(filter.state ? [`state = ${parameters.one(filter.state)}`] : []),
    ...(filter.cursor ? [`id < ${parameters.one(filter.cursor)}::uuid`] : []),
  ];
  const rows = await reader.query<SpendRow[]>(
    `SELECT ${COLUMNS} FROM spend_authorisations ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY id DESC LIMIT ${parameters.one(limit)}`,
    parameters.values,
  );
  return rows.map(spendOf);
}

const INSERT_SPENDS = `INSERT INTO spend_authorisations (${COLUMNS})
  SELECT key, id, actor, agent_id, department, category, purpose, amount_minor, unit, allowance_minor, expires_in_s,
    state, reason, budget_ids::uuid[], remaining_minor, expires_at, actual_minor, decided_at, settled_at
  FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[],
    $10::bigint[], $11::integer[], $12::text[], $13::text[], $14::text[], $15::bigint[], $16::timestamptz[],
    $17::bigint[], $18::timestamptz[], $19::timestamptz[]) AS t (${COLUMNS})
  ORDER BY key COLLATE "C"`;

/**
 * Adds decided spends, with what the transaction does next. A key that another process added a moment ago fails it then
 * ({@link isKeyTaken}).
 */
export async function insertSpends(tx: EntityManager, spends: readonly Spend[]): Promise<void> {
  if (spends.length === 0) return;
  const column = <T>(of: (spend: Spend) => T) => spends.map(of);
  const text = (value: bigint | null) => value?.toString() ?? null;
  const values = [
    ...[column((s) => s.key), column((s) => s.id), column((s) => s.actor), column((s) => s.agentId)],
    ...[column((s) => s.department), column((s) => s.category), column((s) => s.purpose)],
    ...[column((s) => text(s.amountMinor)), column((s) => s.unit), column((s) => text(s.allowanceMinor))],
    ...[column((s) => s.expiresInS), column((s) => s.state), column((s) => s.reason)],
    ...[column((s) => `{${s.budgetIds.join(',')}}`), column((s) => text(s.remainingMinor))],
    ...[column((s) => s.expiresAt), column((s) => text(s.actualMinor)), column((s) => s.decidedAt)],
    column((s) => s.settledAt),
  ];
  await runWithNext(tx, { name: 'insert_spends', text: INSERT_SPENDS, values });
}

/** Whether a transaction failed because a key that it adds is there already. */
export function isKeyTaken(error: unknown): boolean {
  const { constraint, driverError } = error as { constraint?: string; driverError?: { constraint?: string } };
  return (constraint ?? driverError?.constraint) === 'spend_authorisations_pkey';
}

/** Writes what became of spends that are locked. */
export async function updateSpends(tx: EntityManager, spends: readonly Spend[]): Promise<void> {
  if (spends.length === 0) return;
  const column = <T>(of: (spend: Spend) => T) => spends.map(of);
  await tx.query(
    `UPDATE spend_authorisations s
     SET state = t.state, reason = t.reason, remaining_minor = t.remaining_minor, expires_at = t.expires_at,
       actual_minor = t.actual_minor, decided_at = t.decided_at, settled_at = t.settled_at
     FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::bigint[], $7::timestamptz[],
       $8::timestamptz[]) AS t (key, state, reason, remaining_minor, expires_at, actual_minor, decided_at, settled_at)
     WHERE s.key = t.key`,
    [
      ...[column((s) => s.key), column((s) => s.state), column((s) => s.reason)],
      ...[column((s) => s.remainingMinor?.toString() ?? null), column((s) => s.expiresAt)],
      ...[column((s) => s.actualMinor?.toString() ?? null), column((s) => s.decidedAt), column((s) => s.settledAt)],
    ],
  );
}

import type { EntityManager } from 'typeorm';
import { periodKey, type PeriodKey, type PeriodRow } from './order-commission.js';

const COLUMNS = `p.plan_id, p.period_from::text, p.version, p.base_minor, p.commission_minor, p.top_up_minor, p.top_ups,
  p.guaranteed_at IS NOT NULL AS is_guaranteed`;

const WANTED = `unnest($1::uuid[], $2::date[]) AS k (plan_id, period_from)`;

/** Which of these periods have no row yet. */
export async function missingPeriods<K extends PeriodKey>(tx: EntityManager, keys: readonly K[]): Promise<K[]> {
  const rows = await tx.query<{ n: number }[]>(
    `SELECT k.n::integer FROM unnest($1::uuid[], $2::date[]) WITH ORDINALITY AS k (plan_id, period_from, n)
     WHERE NOT EXISTS (SELECT FROM commission_periods p WHERE p.plan_id = k.plan_id AND p.period_from = k.period_from)`,
    columnsOf(keys),
  );
  return rows.map(({ n }) => keys[n - 1]!);
}

/** Writes the zero rows of periods, each with the version that is frozen for it. One that is there stays as it is. */
export async function insertPeriods(
  tx: EntityManager,
  periods: readonly (PeriodKey & { readonly version: number })[],
): Promise<void> {
  await tx.query(
    `INSERT INTO commission_periods (plan_id, period_from, version)
     SELECT * FROM unnest($1::uuid[], $2::date[], $3::integer[]) AS k (plan_id, period_from, version)
     ORDER BY plan_id, period_from ON CONFLICT DO NOTHING`,
    [...columnsOf(periods), periods.map(({ version }) => version)],
  );
}

/** The rows of periods, locked until the transaction ends. In key order, so that nobody deadlocks. */
export async function lockPeriods(tx: EntityManager, keys: readonly PeriodKey[]): Promise<PeriodRow[]> {
  const rows = await tx.query<Row[]>(
    `SELECT ${COLUMNS} FROM commission_periods p JOIN ${WANTED} USING (plan_id, period_from)
     ORDER BY p.plan_id, p.period_from FOR UPDATE OF p`,
    columnsOf(keys),
  );
  return rows.map((row) => ({
    ...{ planId: row.plan_id, periodFrom: row.period_from, version: row.version },
    ...{ baseMinor: BigInt(row.base_minor), commissionMinor: BigInt(row.commission_minor) },
    ...{ topUpMinor: BigInt(row.top_up_minor), topUps: row.top_ups, isGuaranteed: row.is_guaranteed },
  }));
}

/** Writes periods as they are now; their rows are locked. A period once guaranteed stays so. */
export async function savePeriods(tx: EntityManager, periods: readonly PeriodRow[], now: Date): Promise<void> {
  if (periods.length === 0) return;
  await tx.query(
    `UPDATE commission_periods p SET base_minor = k.base, commission_minor = k.commission, top_up_minor = k.top_up,
       top_ups = k.top_ups, guaranteed_at = coalesce(p.guaranteed_at, CASE WHEN k.guaranteed THEN $8::timestamptz END)
     FROM unnest($1::uuid[], $2::date[], $3::bigint[], $4::bigint[], $5::bigint[], $6::integer[], $7::boolean[])
       AS k (plan_id, period_from, base, commission, top_up, top_ups, guaranteed)
     WHERE p.plan_id = k.plan_id AND p.period_from = k.period_from`,
    [
      ...columnsOf(periods),
      ...[periods.map((p) => p.baseMinor.toString()), periods.map((p) => p.commissionMinor.toString())],
      ...[periods.map((p) => p.topUpMinor.toString()), periods.map((p) => p.topUps)],
      ...[periods.map((p) => p.isGuaranteed), now],
    ],
  );
}

/** The frozen versions of periods, by key. */
export async function findVersions(tx: EntityManager, keys: readonly PeriodKey[]): Promise<Map<string, number>> {
  const distinct = [...new Map(keys.map((key) => [periodKey(key), key])).values()];
  const rows = await tx.query<{ planId: string; periodFrom: string; version: number }[]>(
    `SELECT p.plan_id AS "planId", p.period_from::text AS "periodFrom", p.version
     FROM commission_periods p JOIN ${WANTED} USING (plan_id, period_from)`,
    columnsOf(distinct),
  );
  return new Map(rows.map((row) => [periodKey(row), row.version]));
}

const columnsOf = (keys: readonly PeriodKey[]): unknown[][] => [
  keys.map(({ planId }) => planId),
  keys.map(({ periodFrom }) => periodFrom),
];

interface Row {
  readonly plan_id: string;
  readonly period_from: string;
  readonly version: number;
  /** bigint, as text */
  readonly base_minor: string;
  readonly commission_minor: string;
  readonly top_up_minor: string;
  readonly top_ups: number;
  readonly is_guaranteed: boolean;
}

import type { EntityManager } from 'typeorm';
import type { BeneficiaryKind } from '../plans/beneficiary.js';
import { heldOf } from './commission-step.js';
import type { OrderCommission, PeriodKey } from './order-commission.js';

const COLUMNS = `a.id, a.order_id, a.plan_id, a.period_from::text, a.shop, a.currency, a.placed_on::text, a.release_on::text,
  a.base_minor, a.rated_base_minor, a.rated_minor, a.cut_minor, a.commission_minor, a.seq`;

/** Under which plans and in which of their periods these orders have a commission. */
export async function accruedPeriods(
  tx: EntityManager,
  orderIds: readonly string[],
): Promise<(PeriodKey & { readonly orderId: string })[]> {
  return tx.query(
    `SELECT order_id AS "orderId", plan_id AS "planId", period_from::text AS "periodFrom"
     FROM commission_accruals WHERE order_id = ANY($1::text[])`,
    [orderIds],
  );
}

/** The commissions of these orders under these plans, locked. Their periods are locked before them. */
export async function lockAccruals(
  tx: EntityManager,
  orderIds: readonly string[],
  planIds: readonly string[],
): Promise<OrderCommission[]> {
  const rows = await tx.query<Row[]>(
    `SELECT ${COLUMNS} FROM commission_accruals a WHERE a.order_id = ANY($1::text[]) AND a.plan_id = ANY($2::uuid[])
     ORDER BY a.id FOR UPDATE`,
    [orderIds, planIds],
  );
  return withShares(tx, rows);
}

/**
 * Commissions of these periods that the cap had cut, oldest order first, locked. Their periods are locked before them.
 * @param except those that are known already
 * @param limit for each period
 */
export async function lockCutAccruals(
  tx: EntityManager,
  periods: readonly PeriodKey[],
  except: readonly string[],
  limit: number,
): Promise<OrderCommission[]> {
  if (periods.length === 0) return [];
  const rows = await tx.query<Row[]>(
    `SELECT ${COLUMNS} FROM unnest($1::uuid[], $2::date[]) AS k (plan_id, period_from)
     CROSS JOIN LATERAL (
       SELECT * FROM commission_accruals c
       WHERE c.plan_id = k.plan_id AND c.period_from = k.period_from AND c.cut_minor > 0 AND c.base_minor > 0
         AND c.id <> ALL($3::uuid[])
       ORDER BY c.placed_on, c.order_id LIMIT $4 FOR UPDATE
     ) a`,
    [periods.map(({ planId }) => planId), periods.map(({ periodFrom }) => periodFrom), except, limit],
  );
  return withShares(tx, rows);
}

/** Commissions whose hold is over by a day and that still hold something, locked; those that somebody else works on are left. */
export async function lockReleasable(tx: EntityManager, today: string, limit: number): Promise<OrderCommission[]> {
  const rows = await tx.query<Row[]>(
    `SELECT ${COLUMNS} FROM commission_accruals a WHERE a.held_minor > 0 AND a.release_on <= $1
     ORDER BY a.release_on, a.id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [today, limit],
  );
  return withShares(tx, rows);
}

/** Writes commissions and their shares as they are now; they are new or locked. Two round trips. */
export async function saveAccruals(tx: EntityManager, all: readonly OrderCommission[], now: Date): Promise<void> {
  if (all.length === 0) return;
  const column = (of: (one: OrderCommission) => unknown) => all.map(of);
  await tx.query(
    `INSERT INTO commission_accruals (id, order_id, plan_id, period_from, shop, currency, placed_on, release_on, base_minor,
       rated_base_minor, rated_minor, cut_minor, commission_minor, held_minor, seq, recorded_at, changed_at)
     SELECT k.*, $16::timestamptz, $16::timestamptz FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::date[], $5::text[],
       $6::text[], $7::date[], $8::date[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
       $14::bigint[], $15::integer[]) AS k
     ON CONFLICT (order_id, plan_id) DO UPDATE SET base_minor = excluded.base_minor, rated_minor = excluded.rated_minor,
       rated_base_minor = excluded.rated_base_minor, cut_minor = excluded.cut_minor, held_minor = excluded.held_minor,
       commission_minor = excluded.commission_minor, seq = excluded.seq, changed_at = excluded.changed_at`,
    [
      ...[column((a) => a.id), column((a) => a.orderId), column((a) => a.planId), column((a) => a.periodFrom)],
      ...[column((a) => a.shop), column((a) => a.currency), column((a) => a.placedOn), column((a) => a.releaseOn)],
      ...[column((a) => a.accrual.baseMinor.toString()), column((a) => a.accrual.ratedBaseMinor.toString())],
      ...[column((a) => a.accrual.ratedMinor.toString()), column((a) => a.accrual.cutMinor.toString())],
      ...[column((a) => a.accrual.commissionMinor.toString()), column((a) => heldOf(a).toString())],
      ...[column((a) => a.seq), now],
    ],
  );
  await saveShares(tx, all);
}

async function saveShares(tx: EntityManager, all: readonly OrderCommission[]): Promise<void> {
  const shares = all.flatMap((one) => one.shares.map((share) => ({ accrualId: one.id, ...share })));
  const column = (of: (share: (typeof shares)[number]) => unknown) => shares.map(of);
  await tx.query(
    `INSERT INTO commission_shares (accrual_id, beneficiary_kind, beneficiary_id, held_minor, released_minor)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
     ON CONFLICT (accrual_id, beneficiary_kind, beneficiary_id) DO UPDATE
     SET held_minor = excluded.held_minor, released_minor = excluded.released_minor`,
    [
      ...[column((s) => s.accrualId), column((s) => s.kind), column((s) => s.id)],
      ...[column((s) => s.heldMinor.toString()), column((s) => s.releasedMinor.toString())],
    ],
  );
}

async function withShares(tx: EntityManager, rows: readonly Row[]): Promise<OrderCommission[]> {
  if (rows.length === 0) return [];
  const shares = await tx.query<ShareRow[]>(
    `SELECT accrual_id, beneficiary_kind, beneficiary_id, held_minor, released_minor FROM commission_shares
     WHERE accrual_id = ANY($1::uuid[]) ORDER BY accrual_id, beneficiary_kind, beneficiary_id`,
    [rows.map(({ id }) => id)],
  );
  const byAccrual = Map.groupBy(shares, ({ accrual_id }) => accrual_id);
  return rows.map((row) => ({
    ...{ id: row.id, orderId: row.order_id, planId: row.plan_id, periodFrom: row.period_from, seq: row.seq },
    ...{ shop: row.shop, currency: row.currency, placedOn: row.placed_on, releaseOn: row.release_on },
    accrual: {
      ...{ baseMinor: BigInt(row.base_minor), ratedBaseMinor: BigInt(row.rated_base_minor) },
      ...{ ratedMinor: BigInt(row.rated_minor), cutMinor: BigInt(row.cut_minor) },
      commissionMinor: BigInt(row.commission_minor),
    },
    shares: (byAccrual.get(row.id) ?? []).map((share) => ({
      ...{ kind: share.beneficiary_kind, id: share.beneficiary_id },
      ...{ heldMinor: BigInt(share.held_minor), releasedMinor: BigInt(share.released_minor) },
    })),
  }));
}

interface Row {
  readonly id: string;
  readonly order_id: string;
  readonly plan_id: string;
  readonly period_from: string;
  readonly shop: string;
  readonly currency: string;
  readonly placed_on: string;
  readonly release_on: string;
  /** bigint, as text */
  readonly base_minor: string;
  readonly rated_base_minor: string;
  readonly rated_minor: string;
  readonly cut_minor: string;
  readonly commission_minor: string;
  readonly seq: number;
}

interface ShareRow {
  readonly accrual_id: string;
  readonly beneficiary_kind: BeneficiaryKind;
  readonly beneficiary_id: string;
  readonly held_minor: string;
  readonly released_minor: string;
}

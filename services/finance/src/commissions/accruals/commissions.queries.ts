import { toPage, type Page } from '@vividwalls/platform';
import type { DataSource } from 'typeorm';
import type { Beneficiary, BeneficiaryKind } from '../plans/beneficiary.js';
import { periodOf, type PlanPeriod, type PlanPeriodKind } from '../plans/plan-period.js';
import { cutNow } from './accrual.js';
import type { BalanceView, CommissionState, CommissionView, ShareView } from './commission-view.js';

export interface CommissionsFilter {
  readonly orderId?: string | undefined;
  readonly beneficiary?: Beneficiary | undefined;
  readonly state?: CommissionState | undefined;
  readonly period?: PlanPeriod | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const STATE = `CASE WHEN a.held_minor > 0 THEN 'held' WHEN a.commission_minor > 0 THEN 'released'
  WHEN a.rated_minor > 0 THEN 'taken_back' ELSE 'nothing' END`;

const COMMISSIONS = `SELECT a.id, a.order_id, b.name AS order_name, a.plan_id, p.name AS plan_name, q.version,
    p.beneficiary_kind, p.beneficiary_id, p.period_kind, a.period_from::text, a.currency, a.placed_on::text,
    a.release_on::text, ${STATE} AS state, a.base_minor, a.rated_base_minor, a.rated_minor, a.cut_minor, a.commission_minor,
    a.held_minor, a.changed_at,
    (SELECT json_agg(json_build_object('kind', s.beneficiary_kind, 'id', s.beneficiary_id, 'heldMinor', s.held_minor::text,
       'releasedMinor', s.released_minor::text) ORDER BY s.beneficiary_kind, s.beneficiary_id)
     FROM commission_shares s WHERE s.accrual_id = a.id) AS shares
  FROM commission_accruals a
  JOIN commission_plans p ON p.id = a.plan_id
  JOIN commission_periods q ON q.plan_id = a.plan_id AND q.period_from = a.period_from
  LEFT JOIN order_books b ON b.order_id = a.order_id
  WHERE ($1::text IS NULL OR a.order_id = $1)
    AND ($2::text IS NULL OR (p.beneficiary_kind = $2 AND p.beneficiary_id = $3) OR EXISTS (
      SELECT FROM commission_shares s WHERE s.accrual_id = a.id AND s.beneficiary_kind = $2 AND s.beneficiary_id = $3))
    AND ($4::text IS NULL OR ${STATE} = $4)
    AND ($5::date IS NULL OR (a.period_from = $5 AND p.period_kind = $6))
    AND ($7::uuid IS NULL OR a.id < $7)
  ORDER BY a.id DESC LIMIT $8`;

/** Commissions of orders, newest first. */
export async function findCommissions(
  dataSource: DataSource,
  filter: CommissionsFilter,
): Promise<Page<CommissionView>> {
  const { orderId, beneficiary, state, period, cursor, limit } = filter;
  const rows = await dataSource.query<Row[]>(COMMISSIONS, [
    ...[orderId ?? null, beneficiary?.kind ?? null, beneficiary?.id ?? null, state ?? null],
    ...[period?.from ?? null, period?.kind ?? null, cursor ?? null, limit + 1],
  ]);
  return toPage(rows.map(toView), limit, ({ id }) => id);
}

const BALANCES = `SELECT beneficiary_kind AS kind, beneficiary_id AS id, currency, held_minor AS held, payable_minor AS payable
  FROM commission_accounts
  WHERE ($1::text IS NULL OR (beneficiary_kind = $1 AND beneficiary_id = $2))
    AND ($3::text IS NULL OR (beneficiary_kind || ' ' || currency || ' ' || beneficiary_id) COLLATE "C" > $3)
  ORDER BY (beneficiary_kind || ' ' || currency || ' ' || beneficiary_id) COLLATE "C" LIMIT $4`;

/** What is owed to payees now; those who were never owed anything are absent. */
export async function findBalances(
  dataSource: DataSource,
  filter: {
    readonly beneficiary?: Beneficiary | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<Page<BalanceView>> {
  const { beneficiary, cursor, limit } = filter;
  const rows = await dataSource.query<BalanceRow[]>(BALANCES, [
    ...[beneficiary?.kind ?? null, beneficiary?.id ?? null, cursor ?? null, limit + 1],
  ]);
  const page = toPage(rows, limit, ({ kind, id, currency }) => `${kind} ${currency} ${id}`);
  return {
    ...page,
    items: page.items.map(({ kind, id, currency, held, payable }) => ({
      ...{ beneficiary: { kind, id }, currency, heldMinor: held, payableMinor: payable },
    })),
  };
}

interface Row {
  readonly id: string;
  readonly order_id: string;
  readonly order_name: string | null;
  readonly plan_id: string;
  readonly plan_name: string;
  readonly version: number;
  readonly beneficiary_kind: BeneficiaryKind;
  readonly beneficiary_id: string;
  readonly period_kind: PlanPeriodKind;
  readonly period_from: string;
  readonly currency: string;
  readonly placed_on: string;
  readonly release_on: string;
  readonly state: CommissionState;
  /** bigint, as text */
  readonly base_minor: string;
  readonly rated_base_minor: string;
  readonly rated_minor: string;
  readonly cut_minor: string;
  readonly commission_minor: string;
  readonly held_minor: string;
  readonly changed_at: Date;
  readonly shares: ShareView[] | null;
}

interface BalanceRow {
  readonly kind: BeneficiaryKind;
  readonly id: string;
  readonly currency: string;
  readonly held: string;
  readonly payable: string;
}

function toView(row: Row): CommissionView {
  const accrual = {
    ...{ baseMinor: BigInt(row.base_minor), ratedBaseMinor: BigInt(row.rated_base_minor) },
    ...{ ratedMinor: BigInt(row.rated_minor), cutMinor: BigInt(row.cut_minor) },
    commissionMinor: BigInt(row.commission_minor),
  };
  return {
    ...{ id: row.id, orderId: row.order_id, ...(row.order_name !== null && { orderName: row.order_name }) },
    plan: { id: row.plan_id, name: row.plan_name, version: row.version },
    beneficiary: { kind: row.beneficiary_kind, id: row.beneficiary_id },
    ...{ period: periodOf(row.period_from, row.period_kind).name, currency: row.currency },
    ...{ placedOn: row.placed_on, releaseOn: row.release_on, state: row.state },
    ...{ baseMinor: row.base_minor, commissionMinor: row.commission_minor, heldMinor: row.held_minor },
    ...{ cutMinor: String(cutNow(accrual)), shares: row.shares ?? [], changedAt: row.changed_at.toISOString() },
  };
}

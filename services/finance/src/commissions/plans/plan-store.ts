import type { DataSource, EntityManager } from 'typeorm';
import type { BeneficiaryKind } from './beneficiary.js';
import { closesOn } from '../payees/statement-month.js';
import { periodOf, type PlanPeriodKind } from './plan-period.js';
import type { Plan, PlanVersion } from './plan.js';
import type { Payee, TierMode } from './terms.js';

const PLAN_COLUMNS = `p.id, p.beneficiary_kind, p.beneficiary_id, p.name, p.currency, p.period_kind, p.valid_from::text,
  p.valid_to::text, p.created_at, p.created_by`;

const VERSION_COLUMNS = `v.plan_id, v.version, v.valid_from::text, v.tier_mode, v.tiers, v.payees, v.cap_minor, v.floor_minor,
  v.hold_days, v.campaigns, v.agents, v.recorded_at, v.actor`;

/** Which plans may have to do with some credits: whose beneficiaries they are, and what partners are matched by. */
export interface PlanMarks {
  readonly beneficiaries: readonly { readonly kind: BeneficiaryKind; readonly id: string }[];
  readonly campaigns: readonly string[];
  readonly agents: readonly string[];
  /** Orders that have accruals: under whatever plan, it is concerned. */
  readonly orderIds: readonly string[];
}

const CONCERNED = `SELECT p.id FROM commission_plans p
    JOIN unnest($1::text[], $2::text[]) AS b (kind, id) ON p.beneficiary_kind = b.kind AND p.beneficiary_id = b.id
  UNION SELECT plan_id FROM commission_plan_versions WHERE campaigns && $3::text[] OR agents && $4::text[]
  UNION SELECT plan_id FROM commission_accruals WHERE order_id = ANY($5::text[])`;

/** Whether there is any plan: most shops have none at first, and then nothing else needs to be asked. */
export async function hasPlans(tx: EntityManager): Promise<boolean> {
  const [row] = await tx.query<{ any: boolean }[]>('SELECT EXISTS (SELECT FROM commission_plans) AS any');
  return row!.any;
}

/** Plans by id that credits with these marks may concern. */
export async function findConcernedPlans(tx: EntityManager, marks: PlanMarks): Promise<Map<string, Plan>> {
  const rows = await tx.query<{ id: string }[]>(CONCERNED, [
    ...[marks.beneficiaries.map(({ kind }) => kind), marks.beneficiaries.map(({ id }) => id)],
    ...[marks.campaigns, marks.agents, marks.orderIds],
  ]);
  return findPlans(
    tx,
    rows.map(({ id }) => id),
  );
}

/**
 * Plans by id, each with all its versions.
 * @param lock `share` keeps others from adding a version, `update` from everything that needs the plan to stay as it is
 */
export async function findPlans(
  tx: EntityManager | DataSource,
  ids: readonly string[],
  lock?: 'share' | 'update',
): Promise<Map<string, Plan>> {
  if (ids.length === 0) return new Map();
  const locking = lock === undefined ? '' : ` FOR ${lock === 'share' ? 'SHARE' : 'UPDATE'}`;
  const plans = await tx.query<PlanRow[]>(
    `SELECT ${PLAN_COLUMNS} FROM commission_plans p WHERE p.id = ANY($1::uuid[]) ORDER BY p.id${locking}`,
    [ids],
  );
  const versions = await tx.query<VersionRow[]>(
    `SELECT ${VERSION_COLUMNS} FROM commission_plan_versions v WHERE v.plan_id = ANY($1::uuid[]) ORDER BY v.plan_id, v.version`,
    [ids],
  );
  const byPlan = Map.groupBy(versions, ({ plan_id }) => plan_id);
  return new Map(plans.map((row) => [row.id, toPlan(row, byPlan.get(row.id)!)]));
}

const INSERT_PLAN = `INSERT INTO commission_plans (id, beneficiary_kind, beneficiary_id, name, currency, period_kind, valid_from,
    valid_to, created_at, created_by, caught_up_to, unguaranteed_from, guarantee_on)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12)`;

const INSERT_VERSION = `INSERT INTO commission_plan_versions (plan_id, version, valid_from, tier_mode, tiers, payees, cap_minor,
    floor_minor, hold_days, campaigns, agents, recorded_at, actor)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

/** Writes a plan with its first version. It has to catch up on orders placed before. */
export async function insertPlan(tx: EntityManager, plan: Plan): Promise<void> {
  const { id, beneficiary, name, currency, periodKind, validFrom, validTo, createdAt, createdBy, versions } = plan;
  const first = periodOf(validFrom, periodKind);
  await tx.query(INSERT_PLAN, [
    ...[id, beneficiary.kind, beneficiary.id, name, currency, periodKind, validFrom, validTo, createdAt, createdBy],
    ...[first.from, closesOn(first.to)],
  ]);
  for (const version of versions) await insertVersion(tx, id, version);
}

/** The plan has to catch up again from there on: the new version may match orders that the one before did not. */
export async function addVersion(tx: EntityManager, planId: string, version: PlanVersion): Promise<void> {
  await insertVersion(tx, planId, version);
  await tx.query(
    `UPDATE commission_plans SET caught_up_to = CASE WHEN caught_up_to < $2 THEN caught_up_to ELSE $2 END WHERE id = $1`,
    [planId, `${version.validFrom} `],
  );
}

async function insertVersion(tx: EntityManager, planId: string, version: PlanVersion): Promise<void> {
  const { tiers, payees } = version;
  await tx.query(INSERT_VERSION, [
    ...[planId, version.version, version.validFrom, version.tierMode],
    JSON.stringify(tiers.map((tier) => ({ fromMinor: String(tier.fromMinor), ratePpm: String(tier.ratePpm) }))),
    JSON.stringify(payees.map(({ kind, id, sharePpm }) => ({ kind, id, sharePpm: String(sharePpm) }))),
    ...[version.capMinor?.toString() ?? null, version.floorMinor.toString(), version.holdDays],
    ...[version.campaigns, version.agents, version.recordedAt, version.actor],
  ]);
}

interface PlanRow {
  readonly id: string;
  readonly beneficiary_kind: BeneficiaryKind;
  readonly beneficiary_id: string;
  readonly name: string;
  readonly currency: string;
  readonly period_kind: PlanPeriodKind;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly created_at: Date;
  readonly created_by: string;
}

interface VersionRow {
  readonly plan_id: string;
  readonly version: number;
  readonly valid_from: string;
  readonly tier_mode: TierMode;
  readonly tiers: readonly { readonly fromMinor: string; readonly ratePpm: string }[];
  readonly payees: readonly { readonly kind: BeneficiaryKind; readonly id: string; readonly sharePpm: string }[];
  /** bigint, as text */
  readonly cap_minor: string | null;
  readonly floor_minor: string;
  readonly hold_days: number;
  readonly campaigns: readonly string[];
  readonly agents: readonly string[];
  readonly recorded_at: Date;
  readonly actor: string;
}

function toPlan(row: PlanRow, versions: readonly VersionRow[]): Plan {
  return {
    ...{ id: row.id, name: row.name, currency: row.currency, periodKind: row.period_kind },
    beneficiary: { kind: row.beneficiary_kind, id: row.beneficiary_id },
    ...{ validFrom: row.valid_from, validTo: row.valid_to, createdAt: row.created_at, createdBy: row.created_by },
    versions: versions.map(toVersion),
  };
}

function toVersion(row: VersionRow): PlanVersion {
  return {
    ...{ version: row.version, validFrom: row.valid_from, tierMode: row.tier_mode },
    tiers: row.tiers.map(({ fromMinor, ratePpm }) => ({ fromMinor: BigInt(fromMinor), ratePpm: BigInt(ratePpm) })),
    payees: row.payees.map(({ kind, id, sharePpm }): Payee => ({ kind, id, sharePpm: BigInt(sharePpm) })),
    capMinor: row.cap_minor === null ? null : BigInt(row.cap_minor),
    ...{ floorMinor: BigInt(row.floor_minor), holdDays: row.hold_days },
    ...{ campaigns: row.campaigns, agents: row.agents, recordedAt: row.recorded_at, actor: row.actor },
  };
}

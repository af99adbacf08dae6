import type { DataSource } from 'typeorm';
import type { MovementKind } from '../payees/movement.js';
import { periodOf, type PlanPeriodKind } from '../plans/plan-period.js';
import type { StatementLine } from './statement-line.js';
import type { Statement } from './statement.js';

const LINES = `SELECT m.id, m.kind, m.occurred_at, m.recorded_at, m.order_id, b.name AS order_name, m.plan_id, p.name AS plan_name,
    p.period_kind, m.period_from::text, m.base_minor, m.held_minor, m.payable_minor, y.reference, m.cause
  FROM commission_movements m
  LEFT JOIN commission_plans p ON p.id = m.plan_id
  LEFT JOIN commission_payments y ON y.id = m.payment_id
  LEFT JOIN order_books b ON b.order_id = m.order_id
  WHERE m.beneficiary_kind = $1 AND m.beneficiary_id = $2 AND m.currency = $3 AND m.month = $4
    AND ($5::uuid IS NULL OR m.id > $5)
  ORDER BY m.id LIMIT $6`;

/** Lines of a statement in the order of their recording, after a given one. */
export async function findLines(
  dataSource: DataSource,
  { beneficiary, currency, month }: Statement,
  limit: number,
  after?: string,
): Promise<StatementLine[]> {
  const rows = await dataSource.query<Row[]>(LINES, [
    ...[beneficiary.kind, beneficiary.id, currency, month, after ?? null, limit],
  ]);
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, occurredAt: row.occurred_at, recordedAt: row.recorded_at },
    ...{ orderId: row.order_id, orderName: row.order_name, planId: row.plan_id, planName: row.plan_name },
    period: row.period_from && row.period_kind ? periodOf(row.period_from, row.period_kind).name : null,
    baseMinor: row.base_minor === null ? null : BigInt(row.base_minor),
    ...{ heldMinor: BigInt(row.held_minor), payableMinor: BigInt(row.payable_minor) },
    ...{ reference: row.reference, cause: row.cause },
  }));
}

interface Row {
  readonly id: string;
  readonly kind: MovementKind;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly order_id: string | null;
  readonly order_name: string | null;
  readonly plan_id: string | null;
  readonly plan_name: string | null;
  readonly period_kind: PlanPeriodKind | null;
  readonly period_from: string | null;
  /** bigint, as text */
  readonly base_minor: string | null;
  readonly held_minor: string;
  readonly payable_minor: string;
  readonly reference: string | null;
  readonly cause: string;
}

export async function countLines(dataSource: DataSource, statement: Statement): Promise<number> {
  const { beneficiary, currency, month } = statement;
  const [row] = await dataSource.query<{ n: number }[]>(
    `SELECT count(*)::integer AS n FROM commission_movements
     WHERE beneficiary_kind = $1 AND beneficiary_id = $2 AND currency = $3 AND month = $4`,
    [beneficiary.kind, beneficiary.id, currency, month],
  );
  return row!.n;
}

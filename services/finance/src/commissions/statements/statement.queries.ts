import { toPage, type Page } from '@vividwalls/platform';
import type { DataSource, EntityManager } from 'typeorm';
import type { Beneficiary, BeneficiaryKind } from '../plans/beneficiary.js';
import type { Statement } from './statement.js';

// Opening balances are what the months before came to. A payee has twelve statements a year: adding them up is nothing.
const STATEMENTS = `SELECT s.id, s.beneficiary_kind, s.beneficiary_id, s.currency, s.month::text, s.closed_at, s.accrued_minor,
    s.clawed_back_held_minor, s.released_minor, s.topped_up_minor, s.clawed_back_released_minor, s.paid_minor, s.settled_minor,
    o.held AS opening_held, o.payable AS opening_payable, a.payable_minor AS owed_now,
    CASE WHEN s.shops <> '{}' THEN to_jsonb(s.shops) ELSE coalesce(o.shops, '[]') END AS shops
  FROM commission_statements s
  JOIN commission_accounts a USING (beneficiary_kind, beneficiary_id, currency)
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.accrued_minor - e.clawed_back_held_minor - e.released_minor), 0) AS held,
      coalesce(sum(e.released_minor + e.topped_up_minor - e.clawed_back_released_minor - e.paid_minor), 0) AS payable,
      (array_agg(to_jsonb(e.shops) ORDER BY e.month DESC) FILTER (WHERE e.shops <> '{}'))[1] AS shops
    FROM commission_statements e
    WHERE e.beneficiary_kind = s.beneficiary_kind AND e.beneficiary_id = s.beneficiary_id AND e.currency = s.currency
      AND e.month < s.month
  ) o`;

type Source = Pick<DataSource | EntityManager, 'query'>;

export interface StatementFilter {
  /** First day of the month. */
  readonly month?: string | undefined;
  readonly beneficiary?: Beneficiary | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Statements, newest first. */
export async function findStatements(dataSource: DataSource, filter: StatementFilter): Promise<Page<Statement>> {
  const { month, beneficiary, cursor, limit } = filter;
  const rows = await dataSource.query<Row[]>(
    `${STATEMENTS}
     WHERE ($1::date IS NULL OR s.month = $1) AND ($2::text IS NULL OR s.beneficiary_kind = $2)
       AND ($3::text IS NULL OR s.beneficiary_id = $3) AND ($4::uuid IS NULL OR s.id < $4)
     ORDER BY s.id DESC LIMIT $5`,
    [month ?? null, beneficiary?.kind ?? null, beneficiary?.id ?? null, cursor ?? null, limit + 1],
  );
  return toPage(rows.map(toStatement), limit, ({ id }) => id);
}

export async function findStatement(source: Source, id: string): Promise<Statement | undefined> {
  const [row] = await source.query<Row[]>(`${STATEMENTS} WHERE s.id = $1`, [id]);
  return row && toStatement(row);
}

/** Those of these ids, by id. */
export async function findStatementsById(source: Source, ids: readonly string[]): Promise<Map<string, Statement>> {
  const rows = await source.query<Row[]>(`${STATEMENTS} WHERE s.id = ANY ($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, toStatement(row)]));
}

/** Adds to what payments have settled of a statement. The payee's account is locked. */
export async function addSettled(tx: EntityManager, id: string, amountMinor: bigint): Promise<void> {
  await tx.query('UPDATE commission_statements SET settled_minor = settled_minor + $2 WHERE id = $1', [
    id,
    amountMinor.toString(),
  ]);
}

interface Row {
  readonly id: string;
  readonly beneficiary_kind: BeneficiaryKind;
  readonly beneficiary_id: string;
  readonly currency: string;
  readonly month: string;
  readonly closed_at: Date | null;
  readonly shops: readonly string[];
  /** bigint or numeric, as text */
  readonly accrued_minor: string;
  readonly clawed_back_held_minor: string;
  readonly released_minor: string;
  readonly topped_up_minor: string;
  readonly clawed_back_released_minor: string;
  readonly paid_minor: string;
  readonly settled_minor: string;
  readonly opening_held: string;
  readonly opening_payable: string;
  readonly owed_now: string;
}

function toStatement(row: Row): Statement {
  const releasedMinor = BigInt(row.released_minor);
  return {
    ...{ id: row.id, beneficiary: { kind: row.beneficiary_kind, id: row.beneficiary_id } },
    ...{ currency: row.currency, month: row.month, shops: row.shops, closedAt: row.closed_at },
    held: {
      ...{ openingMinor: BigInt(row.opening_held), accruedMinor: BigInt(row.accrued_minor), releasedMinor },
      clawedBackMinor: BigInt(row.clawed_back_held_minor),
    },
    payable: {
      ...{ openingMinor: BigInt(row.opening_payable), releasedMinor, toppedUpMinor: BigInt(row.topped_up_minor) },
      ...{ clawedBackMinor: BigInt(row.clawed_back_released_minor), paidMinor: BigInt(row.paid_minor) },
    },
    ...{ settledMinor: BigInt(row.settled_minor), owedNowMinor: BigInt(row.owed_now) },
  };
}

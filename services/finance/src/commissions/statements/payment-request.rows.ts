import type { EntityManager } from 'typeorm';
import type { Reader } from '../../approvals/guarded-effect.js';
import type { PaymentRequest, PaymentState } from './payment-request.js';

interface Row {
  readonly id: string;
  readonly statement_id: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly reference: string | null;
  readonly paid_at: Date | null;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly state: PaymentState;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly decision_reason: string | null;
}

/** @returns false when one of the same statement waits already */
export async function insertPaymentRequest(tx: EntityManager, request: PaymentRequest): Promise<boolean> {
  const { id, statementId, amountMinor, currency, reference, paidAt, requestedBy, requestedAt, state } = request;
  const rows = await tx.query<unknown[]>(
    `INSERT INTO commission_payment_requests (id, statement_id, amount_minor, currency, reference, paid_at, requested_by,
       requested_at, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (statement_id) WHERE state = 'pending' DO NOTHING RETURNING 1`,
    [id, statementId, amountMinor.toString(), currency, reference, paidAt, requestedBy, requestedAt, state],
  );
  return rows.length > 0;
}

export async function findPaymentRequest(
  reader: Reader,
  id: string,
  lock?: 'update',
): Promise<PaymentRequest | undefined> {
  const [row] = await reader.query<Row[]>(
    `SELECT * FROM commission_payment_requests WHERE id = $1${lock ? ' FOR UPDATE' : ''}`,
    [id],
  );
  return row && requestOf(row);
}

export interface PaymentFilter {
  readonly state?: PaymentState | undefined;
  readonly statementId?: string | undefined;
  readonly cursor?: string | undefined;
}

/** Newest first. */
export async function listPaymentRequests(
  reader: Reader,
  { state, statementId, cursor }: PaymentFilter,
  limit: number,
): Promise<PaymentRequest[]> {
  const rows = await reader.query<Row[]>(
    `SELECT * FROM commission_payment_requests
     WHERE ($1::text IS NULL OR state = $1) AND ($2::uuid IS NULL OR statement_id = $2::uuid)
       AND ($3::uuid IS NULL OR id < $3::uuid) ORDER BY id DESC LIMIT $4`,
    [state ?? null, statementId ?? null, cursor ?? null, limit],
  );
  return rows.map(requestOf);
}

/** Whether a payment with this reference is booked. */
export async function isReferenceUsed(tx: EntityManager, reference: string): Promise<boolean> {
  const rows = await tx.query<unknown[]>('SELECT 1 FROM commission_payments WHERE reference = $1', [reference]);
  return rows.length > 0;
}

export interface PaymentEnd {
  readonly state: 'paid' | 'rejected';
  readonly by: string;
  readonly reason: string;
}

/** Ends one that is pending; any other stays as it is. */
export async function endPaymentRequest(tx: EntityManager, id: string, end: PaymentEnd, at: Date): Promise<void> {
  await tx.query(
    `UPDATE commission_payment_requests SET state = $2, decided_by = $3, decided_at = $4, decision_reason = $5
     WHERE id = $1 AND state = 'pending'`,
    [id, end.state, end.by, at, end.reason],
  );
}

function requestOf(row: Row): PaymentRequest {
  const { id, currency, reference, state } = row;
  return {
    ...{ id, statementId: row.statement_id, amountMinor: BigInt(row.amount_minor), currency, reference, state },
    ...{ paidAt: row.paid_at, requestedBy: row.requested_by, requestedAt: row.requested_at },
    ...{ decidedBy: row.decided_by, decidedAt: row.decided_at, decisionReason: row.decision_reason },
  };
}

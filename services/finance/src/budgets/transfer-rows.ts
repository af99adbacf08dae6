import type { EntityManager } from 'typeorm';

export type TransferState = 'pending' | 'done' | 'rejected';

export interface Transfer {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly amountMinor: bigint;
  readonly unit: string;
  readonly reason: string;
  readonly state: TransferState;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

interface TransferRow {
  readonly id: string;
  readonly from_id: string;
  readonly to_id: string;
  readonly amount_minor: string;
  readonly unit: string;
  readonly reason: string;
  readonly state: TransferState;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly decision_reason: string | null;
}

type Reader = Pick<EntityManager, 'query'>;

export async function insertTransfer(tx: EntityManager, transfer: Transfer): Promise<void> {
  const { id, fromId, toId, amountMinor, unit, reason, state, requestedBy, requestedAt } = transfer;
  await tx.query(
    `INSERT INTO budget_transfers (id, from_id, to_id, amount_minor, unit, reason, state, requested_by, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, fromId, toId, amountMinor.toString(), unit, reason, state, requestedBy, requestedAt],
  );
}

export async function findTransfer(reader: Reader, id: string): Promise<Transfer | undefined> {
  const [row] = await reader.query<TransferRow[]>('SELECT * FROM budget_transfers WHERE id = $1', [id]);
  return row && transferOf(row);
}

/** Newest first. */
export async function listTransfers(
  reader: Reader,
  { state, cursor }: { state?: TransferState | undefined; cursor?: string | undefined },
  limit: number,
): Promise<Transfer[]> {
  const rows = await reader.query<TransferRow[]>(
    `SELECT * FROM budget_transfers
     WHERE ($1::text IS NULL OR state = $1) AND ($2::uuid IS NULL OR id < $2::uuid) ORDER BY id DESC LIMIT $3`,
    [state ?? null, cursor ?? null, limit],
  );
  return rows.map(transferOf);
}

function transferOf(row: TransferRow): Transfer {
  const { id, unit, reason, state } = row;
  return {
    ...{ id, fromId: row.from_id, toId: row.to_id, amountMinor: BigInt(row.amount_minor), unit, reason, state },
    ...{ requestedBy: row.requested_by, requestedAt: row.requested_at },
    ...{ decidedBy: row.decided_by, decidedAt: row.decided_at, decisionReason: row.decision_reason },
  };
}

/** Until the transaction ends. Before any budget. */
export async function lockTransfer(tx: EntityManager, id: string): Promise<void> {
  await tx.query('SELECT 1 FROM budget_transfers WHERE id = $1 FOR UPDATE', [id]);
}

export interface TransferEnd {
  readonly state: 'done' | 'rejected';
  readonly by: string;
  readonly reason: string;
}

/** Ends one that is pending; any other stays as it is. */
export async function endTransfer(tx: EntityManager, id: string, end: TransferEnd, at: Date): Promise<void> {
  await tx.query(
    `UPDATE budget_transfers SET state = $2, decided_by = $3, decided_at = $4, decision_reason = $5
     WHERE id = $1 AND state = 'pending'`,
    [id, end.state, end.by, at, end.reason],
  );
}

import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { BeneficiaryKind } from '../plans/beneficiary.js';
import type { Movement, StatementSums } from './movement.js';
import { payeeKey, type PayeeKey } from './payee-key.js';
import type { StatementMonth } from './statement-month.js';

/** What one payee is owed in one currency, locked. */
export interface PayeeAccount extends PayeeKey {
  readonly heldMinor: bigint;
  /** Negative when more was paid than is owed since. */
  readonly payableMinor: bigint;
  readonly openFrom: StatementMonth;
}

/** A movement with the statement that it belongs to. */
export interface PlacedMovement extends Movement {
  readonly movementId: string;
  readonly month: StatementMonth;
  readonly sums: StatementSums;
}

const KEYS = `unnest($1::text[], $2::text[], $3::text[]) AS k (beneficiary_kind, beneficiary_id, currency)`;

/** Accounts by key, made where they are missing, locked until the transaction ends. In key order, so that nobody deadlocks. */
export async function lockAccounts(tx: EntityManager, payees: readonly PayeeKey[]): Promise<Map<string, PayeeAccount>> {
  const keys = [payees.map(({ kind }) => kind), payees.map(({ id }) => id), payees.map(({ currency }) => currency)];
  await tx.query(
    `INSERT INTO commission_accounts (beneficiary_kind, beneficiary_id, currency)
     SELECT * FROM ${KEYS} ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING`,
    keys,
  );
  const rows = await tx.query<AccountRow[]>(
    `SELECT a.beneficiary_kind, a.beneficiary_id, a.currency, a.held_minor, a.payable_minor, a.open_from::text
     FROM commission_accounts a JOIN ${KEYS} USING (beneficiary_kind, beneficiary_id, currency)
     ORDER BY a.beneficiary_kind, a.beneficiary_id, a.currency FOR UPDATE OF a`,
    keys,
  );
  const accounts = rows.map((row): PayeeAccount => ({
    ...{ kind: row.beneficiary_kind, id: row.beneficiary_id, currency: row.currency, openFrom: row.open_from },
    ...{ heldMinor: BigInt(row.held_minor), payableMinor: BigInt(row.payable_minor) },
  }));
  return new Map(accounts.map((account) => [payeeKey(account), account]));
}

export async function writeMovements(
  tx: EntityManager,
  movements: readonly PlacedMovement[],
  recordedAt: Date,
): Promise<void> {
  const column = (of: (movement: PlacedMovement) => unknown) => movements.map(of);
  await tx.query(
    `INSERT INTO commission_movements (id, kind, beneficiary_kind, beneficiary_id, currency, month, held_minor, payable_minor,
       accrual_id, order_id, plan_id, period_from, base_minor, payment_id, cause, occurred_at, event_id, actor, recorded_at)
     SELECT k.*, $19::timestamptz FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[],
       $7::bigint[], $8::bigint[], $9::uuid[], $10::text[], $11::uuid[], $12::date[], $13::bigint[], $14::uuid[], $15::text[],
       $16::timestamptz[], $17::text[], $18::text[]) AS k`,
    [
      ...[column((m) => m.movementId), column((m) => m.movement), column((m) => m.kind), column((m) => m.id)],
      ...[column((m) => m.currency), column((m) => m.month)],
      ...[column((m) => m.heldMinor.toString()), column((m) => m.payableMinor.toString())],
      ...[column((m) => m.accrualId ?? null), column((m) => m.orderId ?? null), column((m) => m.planId ?? null)],
      ...[column((m) => m.periodFrom ?? null), column((m) => m.baseMinor?.toString() ?? null)],
      ...[column((m) => m.paymentId ?? null), column((m) => m.cause), column((m) => m.occurredAt)],
      ...[column((m) => m.eventId), column((m) => m.actor), recordedAt],
    ],
  );
}

/** Adds movements to the statements of their months. The payees' accounts are locked. */
export async function addToStatements(tx: EntityManager, movements: readonly PlacedMovement[]): Promise<void> {
  const byStatement = [...Map.groupBy(movements, (movement) => `${payeeKey(movement)} ${movement.month}`).values()];
  const first = (of: (movement: PlacedMovement) => unknown) => byStatement.map(([one]) => of(one!));
  const sum = (of: (sums: StatementSums) => bigint) =>
    byStatement.map((all) => String(all.reduce((total, { sums }) => total + of(sums), 0n)));
  await tx.query(
    `INSERT INTO commission_statements AS s (id, beneficiary_kind, beneficiary_id, currency, month, accrued_minor,
       clawed_back_held_minor, released_minor, topped_up_minor, clawed_back_released_minor, paid_minor, shops)
     SELECT k.id, k.kind, k.beneficiary, k.currency, k.month, k.accrued, k.clawed_held, k.released, k.topped_up,
       k.clawed_released, k.paid, ARRAY(SELECT jsonb_array_elements_text(k.shops))
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::date[], $6::bigint[], $7::bigint[], $8::bigint[],
       $9::bigint[], $10::bigint[], $11::bigint[], $12::jsonb[])
       AS k (id, kind, beneficiary, currency, month, accrued, clawed_held, released, topped_up, clawed_released, paid, shops)
     ON CONFLICT (beneficiary_kind, beneficiary_id, currency, month) DO UPDATE SET
       shops = CASE WHEN s.shops @> excluded.shops THEN s.shops
         ELSE ARRAY(SELECT DISTINCT unnest(s.shops || excluded.shops) ORDER BY 1) END,
       accrued_minor = s.accrued_minor + excluded.accrued_minor,
       clawed_back_held_minor = s.clawed_back_held_minor + excluded.clawed_back_held_minor,
       released_minor = s.released_minor + excluded.released_minor,
       topped_up_minor = s.topped_up_minor + excluded.topped_up_minor,
       clawed_back_released_minor = s.clawed_back_released_minor + excluded.clawed_back_released_minor,
       paid_minor = s.paid_minor + excluded.paid_minor`,
    [
      ...[byStatement.map(() => uuidv7()), first((m) => m.kind), first((m) => m.id), first((m) => m.currency)],
      ...[first((m) => m.month), sum((s) => s.accruedMinor), sum((s) => s.clawedBackHeldMinor)],
      ...[sum((s) => s.releasedMinor), sum((s) => s.toppedUpMinor), sum((s) => s.clawedBackReleasedMinor)],
      ...[sum((s) => s.paidMinor), byStatement.map((all) => JSON.stringify(shopsOf(all)))],
    ],
  );
}

function shopsOf(movements: readonly Movement[]): string[] {
  return [...new Set(movements.flatMap(({ shop }) => shop ?? []))].sort();
}

/** Adds movements to what is owed. The accounts are locked. */
export async function addToAccounts(tx: EntityManager, movements: readonly PlacedMovement[]): Promise<void> {
  const byPayee = [...Map.groupBy(movements, payeeKey).values()];
  const sum = (of: (movement: Movement) => bigint) =>
    byPayee.map((all) => String(all.reduce((total, one) => total + of(one), 0n)));
  await tx.query(
    `UPDATE commission_accounts a SET held_minor = a.held_minor + k.held, payable_minor = a.payable_minor + k.payable
     FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS k (kind, id, currency, held, payable)
     WHERE a.beneficiary_kind = k.kind AND a.beneficiary_id = k.id AND a.currency = k.currency`,
    [
      ...[byPayee.map(([one]) => one!.kind), byPayee.map(([one]) => one!.id), byPayee.map(([one]) => one!.currency)],
      ...[sum(({ heldMinor }) => heldMinor), sum(({ payableMinor }) => payableMinor)],
    ],
  );
}

interface AccountRow {
  readonly beneficiary_kind: BeneficiaryKind;
  readonly beneficiary_id: string;
  readonly currency: string;
  /** bigint, as text */
  readonly held_minor: string;
  readonly payable_minor: string;
  readonly open_from: string;
}

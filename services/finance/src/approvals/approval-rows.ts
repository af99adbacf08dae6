import type { ApprovalVerdict } from '@vividwalls/contracts';
import type { EntityManager } from 'typeorm';
import type { AskedApproval, AskedState, EffectKind } from './asked-approval.js';
import type { Reader } from './guarded-effect.js';

const COLUMNS = `key, kind, effect_id, requested_by, requested_at, state, verdict, approval_id, decided_by, reason, expires_at,
  ended_at, attempts, version`;

interface ApprovalRow {
  readonly key: string;
  readonly kind: EffectKind;
  readonly effect_id: string;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly state: AskedState;
  readonly verdict: ApprovalVerdict | null;
  readonly approval_id: string | null;
  readonly decided_by: string[];
  readonly reason: string;
  readonly expires_at: Date | null;
  readonly ended_at: Date | null;
  readonly attempts: number;
  readonly version: number;
}

function approvalOf(row: ApprovalRow): AskedApproval {
  const { key, kind, state, verdict, reason, attempts, version } = row;
  return {
    ...{ key, kind, effectId: row.effect_id, requestedBy: row.requested_by, requestedAt: row.requested_at },
    ...{ state, verdict, approvalId: row.approval_id, decidedBy: row.decided_by, reason, attempts, version },
    ...{ expiresAt: row.expires_at, endedAt: row.ended_at },
  };
}

export interface WantedApproval {
  readonly key: string;
  readonly kind: EffectKind;
  readonly effectId: string;
  readonly requestedBy: string;
}

export async function insertWanted(tx: EntityManager, wanted: readonly WantedApproval[], now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO approvals (key, kind, effect_id, requested_by, requested_at, next_at)
     SELECT key, kind, effect_id, requested_by, $5, $5
     FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[]) AS t (key, kind, effect_id, requested_by)`,
    [
      ...[wanted.map(({ key }) => key), wanted.map(({ kind }) => kind), wanted.map(({ effectId }) => effectId)],
      ...[wanted.map(({ requestedBy }) => requestedBy), now],
    ],
  );
}

/**
 * Takes what is due, so that nobody else does until `until`; whoever dies leaves it to whoever comes then. The longest due first.
 */
export async function claimDue(tx: EntityManager, now: Date, until: Date, limit: number): Promise<AskedApproval[]> {
  const [rows] = await tx.query<[ApprovalRow[], number]>(
    `UPDATE approvals SET next_at = $2, attempts = attempts + 1, version = version + 1
     WHERE key IN (
       SELECT key FROM approvals WHERE state IN ('to_ask', 'waiting', 'withdrawing') AND next_at <= $1
       ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [now, until, limit],
  );
  return rows.map(approvalOf);
}

export async function findAsked(reader: Reader, keys: readonly string[]): Promise<Map<string, AskedApproval>> {
  if (keys.length === 0) return new Map();
  const rows = await reader.query<ApprovalRow[]>(`SELECT ${COLUMNS} FROM approvals WHERE key = ANY ($1)`, [keys]);
  return new Map(rows.map((row) => [row.key, approvalOf(row)]));
}

/** It waits for people, unless somebody changed it since it was looked at. */
export async function writeWaiting(
  tx: Reader,
  { key, version }: AskedApproval,
  to: { approvalId: string | null; reason: string; expiresAt: Date | null; lookAt: Date },
): Promise<void> {
  await tx.query(
    `UPDATE approvals SET state = 'waiting', verdict = 'pending', approval_id = $3, reason = $4, expires_at = $5, next_at = $6,
       attempts = 0, version = version + 1
     WHERE key = $1 AND version = $2 AND state IN ('to_ask', 'waiting')`,
    [key, version, to.approvalId, to.reason, to.expiresAt, to.lookAt],
  );
}

/** It is looked at again at a time, unless somebody changed it since it was looked at. */
export async function writeAgain(tx: Reader, { key, version }: AskedApproval, at: Date, why: string): Promise<void> {
  await tx.query(
    `UPDATE approvals SET next_at = $3, reason = $4, version = version + 1 WHERE key = $1 AND version = $2`,
    [key, version, at, why],
  );
}

export interface Closing {
  readonly state: 'used' | 'ended' | 'withdrawing';
  readonly verdict: ApprovalVerdict | null;
  readonly approvalId: string | null;
  readonly decidedBy: readonly string[];
  readonly reason: string;
  readonly digest: string | null;
}

/** @returns false when it has ended already, and nothing more may come of it */
export async function close(tx: EntityManager, key: string, to: Closing, now: Date): Promise<boolean> {
  const [rows] = await tx.query<[unknown[], number]>(
    `UPDATE approvals SET state = $2, verdict = coalesce($3, verdict), approval_id = coalesce($4, approval_id), decided_by = $5,
       reason = $6, digest = $7, ended_at = CASE WHEN $2 = 'withdrawing' THEN NULL ELSE $8::timestamptz END,
       next_at = $8, attempts = 0, version = version + 1
     WHERE key = $1 AND state IN ('to_ask', 'waiting') RETURNING 1`,
    [key, to.state, to.verdict, to.approvalId, to.decidedBy, to.reason, to.digest, now],
  );
  return rows.length > 0;
}

/** Governance has heard that nobody needs it any more; it is withdrawn there, or had ended otherwise, or was never asked. */
export async function writeWithdrawn(
  tx: Reader,
  { key }: AskedApproval,
  isWithdrawn: boolean,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE approvals SET state = 'ended', verdict = CASE WHEN $3 THEN 'withdrawn' ELSE verdict END, ended_at = $2,
       version = version + 1
     WHERE key = $1 AND state = 'withdrawing'`,
    [key, now, isWithdrawn],
  );
}

/** Nobody needs these any more; governance is told. What has ended stays as it ended. */
export async function writeUnneeded(tx: Reader, keys: readonly string[], reason: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE approvals SET state = 'withdrawing', reason = $2, next_at = $3, attempts = 0, version = version + 1
     WHERE key = ANY ($1) AND state IN ('to_ask', 'waiting')`,
    [keys, reason, now],
  );
}

export interface ToldDecision {
  readonly key: string;
  readonly approvalId: string;
  readonly verdict: string;
  readonly reason: string;
  readonly decidedBy: readonly string[];
}

/** Writes down what was decided, and wakes whoever asks: governance says it itself once more. @returns how many were concerned */
export async function writeTold(tx: EntityManager, told: readonly ToldDecision[], now: Date): Promise<number> {
  const [rows] = await tx.query<[unknown[], number]>(
    `UPDATE approvals a SET verdict = t.verdict, approval_id = t.approval_id, reason = t.reason,
       decided_by = t.decided_by, next_at = $2, attempts = 0, version = version + 1
     FROM jsonb_to_recordset($1::jsonb) AS t (key text, approval_id uuid, verdict text, reason text, decided_by text[])
     WHERE a.key = t.key AND a.state IN ('to_ask', 'waiting') RETURNING 1`,
    [
      JSON.stringify(
        told.map(({ key, approvalId, verdict, reason, decidedBy }) => {
          return { key, approval_id: approvalId, verdict, reason, decided_by: decidedBy };
        }),
      ),
      now,
    ],
  );
  return rows.length;
}

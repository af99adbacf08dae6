import type { EntityManager } from 'typeorm';
import type { Approval, ApprovalContents, TimelineLine } from '../approval.js';

/** Adds a question. @returns false when there is one under its key */
export async function insertApproval(tx: EntityManager, of: Approval, contents: ApprovalContents): Promise<boolean> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  const rows = await tx.query<unknown[]>(
    `INSERT INTO approvals (id, key, act, subject, digest, facts, does, before, after, why, cost_of_waiting, asker, task_id,
       replaces, correlation_id, test, asked_at, policies, votes_needed, approvers, expires_at, use_within_s, state, reason,
       ended_at, ended_by, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
       $25, $26, $27)
     ON CONFLICT (key) DO NOTHING RETURNING 1`,
    [
      ...[of.id, of.key, of.act, of.subject, of.digest, json(of.facts), json(contents.does), json(contents.before)],
      ...[json(contents.after), of.why, of.costOfWaiting, of.asker, of.taskId, of.replaces, of.correlationId, of.test],
      ...[
        of.askedAt,
        json(of.policies),
        of.votesNeeded,
        of.approvers,
        of.expiresAt,
        of.useWithinS,
        of.state,
        of.reason,
      ],
      ...[of.endedAt, of.endedBy, of.version],
    ],
  );
  return rows.length > 0;
}

/** What became of locked approvals, all in one statement. */
export async function updateApprovals(tx: EntityManager, approvals: readonly Approval[]): Promise<void> {
  if (approvals.length === 0) return;
  const became = approvals.map((one) => ({
    ...{ id: one.id, state: one.state, votes_given: one.votesGiven, delegates: one.delegates, reason: one.reason },
    ...{ use_by: one.useBy, ended_at: one.endedAt, ended_by: one.endedBy, used_for: one.usedFor },
    ...{ used_at: one.usedAt, version: one.version },
  }));
  await tx.query(
    `UPDATE approvals a SET state = n.state, votes_given = n.votes_given, delegates = n.delegates, reason = n.reason,
       use_by = n.use_by, ended_at = n.ended_at, ended_by = n.ended_by, used_for = n.used_for, used_at = n.used_at,
       version = n.version
     FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, state text, votes_given smallint, delegates text[], reason text,
       use_by timestamptz, ended_at timestamptz, ended_by text[], used_for text, used_at timestamptz, version integer)
     WHERE a.id = n.id`,
    [JSON.stringify(became)],
  );
}

export type NewLine = TimelineLine & { readonly approvalId: string };

export async function insertTimeline(tx: EntityManager, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `INSERT INTO approval_timeline (approval_id, seq, kind, actor, note, at)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
    [
      ...[lines.map(({ approvalId }) => approvalId), lines.map(({ seq }) => seq), lines.map(({ kind }) => kind)],
      ...[lines.map(({ actor }) => actor), lines.map(({ note }) => note), lines.map(({ at }) => at)],
    ],
  );
}

export async function insertVote(
  tx: EntityManager,
  approvalId: string,
  { by, vote, reason, at }: { by: string; vote: string; reason: string; at: Date },
): Promise<void> {
  await tx.query('INSERT INTO approval_votes (approval_id, voter, vote, reason, at) VALUES ($1, $2, $3, $4, $5)', [
    ...[approvalId, by, vote, reason, at],
  ]);
}

import type { ActName } from '@vividwalls/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import type { HoldingPolicy } from '../../policies/rule-on-act.js';
import type { Approval, ApprovalContents, TimelineLine, Vote } from '../approval.js';
import type { ApprovalState } from '../approval-machine.js';

export type Reader = Pick<EntityManager | DataSource, 'query'>;

export interface ApprovalRow {
  readonly id: string;
  readonly key: string;
  readonly act: ActName;
  readonly subject: string;
  readonly digest: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly cost_of_waiting: string | null;
  readonly asker: string;
  readonly task_id: string | null;
  readonly replaces: string | null;
  readonly correlation_id: string | null;
  readonly test: boolean;
  readonly asked_at: Date;
  readonly policies: HoldingPolicy[];
  readonly votes_needed: number;
  readonly approvers: string[];
  readonly expires_at: Date;
  readonly use_within_s: number;
  readonly state: ApprovalState;
  readonly votes_given: number;
  readonly delegates: string[];
  readonly reason: string;
  readonly use_by: Date | null;
  readonly ended_at: Date | null;
  readonly ended_by: string[];
  readonly used_for: string | null;
  readonly used_at: Date | null;
  readonly version: number;
}

/** Everything but what would be done, which may be large. */
export const APPROVAL_COLUMNS = `id, key, act, subject, digest, facts, why, cost_of_waiting, asker, task_id, replaces,
  correlation_id, test, asked_at, policies, votes_needed, approvers, expires_at, use_within_s, state, votes_given, delegates,
  reason, use_by, ended_at, ended_by, used_for, used_at, version`;

const SELECT = `SELECT ${APPROVAL_COLUMNS} FROM approvals`;

export async function findApproval(reader: Reader, id: string, lock?: 'update'): Promise<Approval | undefined> {
  const [row] = await reader.query<ApprovalRow[]>(`${SELECT} WHERE id = $1${lock ? ' FOR NO KEY UPDATE' : ''}`, [id]);
  return row && approvalOf(row);
}

export async function findByKey(reader: Reader, key: string, lock?: 'update'): Promise<Approval | undefined> {
  const [row] = await reader.query<ApprovalRow[]>(`${SELECT} WHERE key = $1${lock ? ' FOR NO KEY UPDATE' : ''}`, [key]);
  return row && approvalOf(row);
}

/** What waits for tasks, locked in the order of the ids. */
export async function lockPendingOfTasks(tx: EntityManager, taskIds: readonly string[]): Promise<Approval[]> {
  const rows = await tx.query<ApprovalRow[]>(
    `${SELECT} WHERE state = 'pending' AND task_id = ANY ($1::text[]) ORDER BY id FOR NO KEY UPDATE`,
    [taskIds],
  );
  return rows.map(approvalOf);
}

/** What should have been decided by now, soonest first; what another replica has at hand is left to it. */
export async function lockExpired(tx: EntityManager, now: Date, limit: number): Promise<Approval[]> {
  const rows = await tx.query<ApprovalRow[]>(
    `${SELECT} WHERE state = 'pending' AND expires_at <= $1 ORDER BY expires_at, id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
    [now, limit],
  );
  return rows.map(approvalOf);
}

/** What was approved and should have been used by now. */
export async function lockLapsed(tx: EntityManager, now: Date, limit: number): Promise<Approval[]> {
  const rows = await tx.query<ApprovalRow[]>(
    `${SELECT} WHERE state = 'approved' AND use_by <= $1 ORDER BY use_by, id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
    [now, limit],
  );
  return rows.map(approvalOf);
}

export async function findContents(reader: Reader, id: string): Promise<ApprovalContents> {
  const [row] = await reader.query<ApprovalContents[]>('SELECT does, before, after FROM approvals WHERE id = $1', [id]);
  return row!;
}

export async function findVotes(reader: Reader, id: string): Promise<Vote[]> {
  return reader.query<Vote[]>(
    'SELECT voter AS by, vote, reason, at FROM approval_votes WHERE approval_id = $1 ORDER BY at, voter',
    [id],
  );
}

export async function findTimeline(reader: Reader, id: string): Promise<TimelineLine[]> {
  return reader.query<TimelineLine[]>(
    'SELECT seq, kind, actor, note, at FROM approval_timeline WHERE approval_id = $1 ORDER BY seq',
    [id],
  );
}

/** The question that was asked instead of this one. */
export async function findReplacement(reader: Reader, key: string): Promise<string | null> {
  const rows = await reader.query<{ id: string }[]>(
    'SELECT id FROM approvals WHERE replaces = $1 ORDER BY id DESC LIMIT 1',
    [key],
  );
  return rows[0]?.id ?? null;
}

export function approvalOf(row: ApprovalRow): Approval {
  return {
    ...{ id: row.id, key: row.key, act: row.act, subject: row.subject, digest: row.digest, facts: row.facts },
    ...{ why: row.why, costOfWaiting: row.cost_of_waiting, asker: row.asker, taskId: row.task_id },
    ...{ replaces: row.replaces, correlationId: row.correlation_id, test: row.test, askedAt: row.asked_at },
    ...{ policies: row.policies, votesNeeded: row.votes_needed, approvers: row.approvers },
    ...{ expiresAt: row.expires_at, useWithinS: row.use_within_s, state: row.state, votesGiven: row.votes_given },
    ...{ delegates: row.delegates, reason: row.reason, useBy: row.use_by, endedAt: row.ended_at },
    ...{ endedBy: row.ended_by, usedFor: row.used_for, usedAt: row.used_at, version: row.version },
  };
}

import type { EntityManager } from 'typeorm';
import type { Reader } from '../rows/approval-rows.js';

export const RESUME_STATES = ['waiting', 'due', 'delivered', 'undeliverable'] as const;
export type ResumeState = (typeof RESUME_STATES)[number];

/** A workflow that waits to be told of a decision. */
export interface Resume {
  readonly approvalId: string;
  readonly url: string;
  /** `waiting` for the decision, then `due` until it was told. */
  readonly state: ResumeState;
  readonly attempts: number;
  readonly dueAt: Date | null;
  readonly firstAt: Date | null;
  readonly lastError: string | null;
  readonly endedAt: Date | null;
}

interface ResumeRow {
  readonly approval_id: string;
  readonly url: string;
  readonly state: ResumeState;
  readonly attempts: number;
  readonly due_at: Date | null;
  readonly first_at: Date | null;
  readonly last_error: string | null;
  readonly ended_at: Date | null;
}

const COLUMNS = 'approval_id, url, state, attempts, due_at, first_at, last_error, ended_at';

export async function insertResume(tx: EntityManager, approvalId: string, url: string): Promise<void> {
  await tx.query(`INSERT INTO approval_resumes (approval_id, url, state) VALUES ($1, $2, 'waiting')`, [
    approvalId,
    url,
  ]);
}

export async function findResume(reader: Reader, approvalId: string): Promise<Resume | undefined> {
  const [row] = await reader.query<ResumeRow[]>(`SELECT ${COLUMNS} FROM approval_resumes WHERE approval_id = $1`, [
    approvalId,
  ]);
  return row && resumeOf(row);
}

/** Workflows that wait for these approvals are told from now on. */
export async function dueResumes(tx: EntityManager, approvalIds: readonly string[], now: Date): Promise<void> {
  if (approvalIds.length === 0) return;
  await tx.query(
    `UPDATE approval_resumes SET state = 'due', due_at = $2, first_at = $2
     WHERE approval_id = ANY ($1::uuid[]) AND state = 'waiting'`,
    [approvalIds, now],
  );
}

/**
 * Takes some that are due, soonest first, and puts them off: whoever dies on the way leaves them to be tried again. What another
 * replica has at hand is left to it.
 */
export async function claimResumes(
  tx: EntityManager,
  { now, until, limit }: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<Resume[]> {
  const [rows] = await tx.query<[ResumeRow[], number]>(
    `UPDATE approval_resumes SET due_at = $2, attempts = attempts + 1
     WHERE approval_id IN (SELECT approval_id FROM approval_resumes WHERE state = 'due' AND due_at <= $1
       ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [now, until, limit],
  );
  return rows.map(resumeOf);
}

export async function endResume(
  tx: EntityManager,
  approvalId: string,
  end: { readonly state: 'delivered' | 'undeliverable'; readonly lastError: string | null; readonly at: Date },
): Promise<void> {
  await tx.query(
    `UPDATE approval_resumes SET state = $2, due_at = NULL, last_error = $3, ended_at = $4
     WHERE approval_id = $1 AND state = 'due'`,
    [approvalId, end.state, end.lastError, end.at],
  );
}

export async function putOffResume(tx: EntityManager, approvalId: string, dueAt: Date, error: string): Promise<void> {
  await tx.query(`UPDATE approval_resumes SET due_at = $2, last_error = $3 WHERE approval_id = $1 AND state = 'due'`, [
    approvalId,
    dueAt,
    error,
  ]);
}

function resumeOf(row: ResumeRow): Resume {
  return {
    ...{ approvalId: row.approval_id, url: row.url, state: row.state, attempts: row.attempts, dueAt: row.due_at },
    ...{ firstAt: row.first_at, lastError: row.last_error, endedAt: row.ended_at },
  };
}

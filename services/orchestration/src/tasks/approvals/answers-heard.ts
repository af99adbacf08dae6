import type { EntityManager } from 'typeorm';
import { end } from '../changes/rule-outcome.js';
import type { TaskChange } from '../changes/task-change.js';
import { FREE } from '../changes/unlease.js';
import { refusal } from './refusal.js';

/** What governance told of a question that a task asked. */
export interface AnswerHeard {
  readonly key: string;
  readonly taskId: string;
  readonly verdict: string;
  readonly reason: string;
  readonly decidedBy: readonly string[];
  readonly at: Date;
}

/** Keeps what was heard; the same question ends once, so that what comes again changes nothing. */
export async function keepAnswers(tx: EntityManager, answers: readonly AnswerHeard[]): Promise<void> {
  await tx.query(
    `INSERT INTO approval_answers (key, task_id, verdict, reason, decided_by, at)
     SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[])
     ON CONFLICT (key) DO NOTHING`,
    [
      ...[answers.map(({ key }) => key), answers.map(({ taskId }) => taskId), answers.map(({ verdict }) => verdict)],
      ...[answers.map(({ reason }) => reason), answers.map(({ decidedBy }) => JSON.stringify(decidedBy))],
      answers.map(({ at }) => at),
    ],
  );
}

/** A task hears an answer once: one that governance itself does not know of can't bring it back for ever. */
export async function markHeard(tx: EntityManager, answers: readonly Pick<AnswerHeard, 'key'>[]): Promise<void> {
  await tx.query('UPDATE approval_answers SET heard = true WHERE key = ANY($1::text[]) AND NOT heard', [
    answers.map(({ key }) => key),
  ]);
}

/** What was told of these questions and their tasks have not heard, by key. */
export async function unheardAnswers(tx: EntityManager, keys: readonly string[]): Promise<Map<string, AnswerHeard>> {
  const rows = await tx.query<AnswerHeard[]>(
    `SELECT key, task_id AS "taskId", verdict, reason, decided_by AS "decidedBy", at FROM approval_answers
     WHERE key = ANY($1::text[]) AND NOT heard`,
    [keys],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

/**
 * What becomes of a task that waits for people, by their decision. A yes puts it back into the queue: who acts is decided, and
 * leave taken, at the moment at which the work begins. A playbook goes on, and looks itself.
 */
export function hearAnswer(change: TaskChange, { key, verdict, reason, decidedBy }: AnswerHeard): TaskChange {
  const actor = decidedBy.join(', ');
  const said = { note: `${verdict.replaceAll('_', ' ')}: ${reason}`, ...(actor !== '' && { actor }) };
  if (change.after.state !== 'awaiting_approval') {
    const set = { waitsUntil: null, overdueTold: false, runAfter: change.at, resumedBy: { approval: key, verdict } };
    return change.move('resume', said, set);
  }
  if (verdict !== 'approved') return end(change, 'reject', refusal({ verdict, reason }), said.actor ? { actor } : {});
  return change.move('approve', said, { ...FREE, runAfter: change.at });
}

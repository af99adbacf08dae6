import type { EntityManager } from 'typeorm';

type Queryable = Pick<EntityManager, 'query'>;

export const SPLITS = ['tuned', 'held_out'] as const;
export type Split = (typeof SPLITS)[number];

/** A question of which it is known which article answers it. */
export interface GoldenQuestion {
  readonly id: string;
  readonly question: string;
  /** Articles were written with `tuned` in view; `held_out` was only ever measured. */
  readonly split: Split;
  readonly expectedArticle: string;
}

export interface KeptQuestion extends GoldenQuestion {
  readonly retired: boolean;
  readonly addedBy: string;
  readonly addedAt: Date;
}

/** Questions that are measured at most. */
export const MEASURED_MAX = 2_000;

const COLUMNS = `id, question, split, expected_article AS "expectedArticle", retired, added_by AS "addedBy",
  added_at AS "addedAt"`;

/** @returns the ids of those that were not there yet */
export async function insertQuestions(tx: Queryable, questions: readonly KeptQuestion[]): Promise<string[]> {
  if (questions.length === 0) return [];
  const rows = await tx.query<{ id: string }[]>(
    `INSERT INTO knowledge_golden_questions (id, question, split, expected_article, retired, added_by, added_at)
     SELECT id, question, split, "expectedArticle", retired, "addedBy", "addedAt"
     FROM jsonb_to_recordset($1::jsonb) AS q (id text, question text, split text, "expectedArticle" text, retired boolean,
       "addedBy" text, "addedAt" timestamptz)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [JSON.stringify(questions)],
  );
  return rows.map(({ id }) => id);
}

/** Those that count, in the order of their ids. */
export function liveQuestions(tx: Queryable): Promise<KeptQuestion[]> {
  return tx.query<KeptQuestion[]>(
    `SELECT ${COLUMNS} FROM knowledge_golden_questions WHERE NOT retired ORDER BY id LIMIT ${MEASURED_MAX}`,
  );
}

export function listQuestions(tx: Queryable, cursor: string | undefined, limit: number): Promise<KeptQuestion[]> {
  return tx.query<KeptQuestion[]>(
    `SELECT ${COLUMNS} FROM knowledge_golden_questions WHERE $1::text IS NULL OR id > $1 ORDER BY id LIMIT $2`,
    [cursor ?? null, limit],
  );
}

export async function retireQuestion(tx: Queryable, id: string): Promise<KeptQuestion | undefined> {
  const [rows] = await tx.query<[KeptQuestion[], number]>(
    `UPDATE knowledge_golden_questions SET retired = true WHERE id = $1 RETURNING ${COLUMNS}`,
    [id],
  );
  return rows[0];
}

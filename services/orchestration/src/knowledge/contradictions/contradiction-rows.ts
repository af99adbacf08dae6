import { Parameters } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import type { Reader } from '../access/reader.js';
import { visibleTo } from '../access/visible-to.js';
import type { ContradictionState, StoredContradiction } from './standings.js';

type Queryable = Pick<EntityManager, 'query'>;

interface Row {
  readonly id: string;
  readonly key: string;
  readonly unit: string;
  readonly first_article: string;
  readonly first_version: number;
  readonly first_value: string;
  readonly second_article: string;
  readonly second_version: number;
  readonly second_value: string;
  readonly state: ContradictionState;
  readonly found_at: Date;
  readonly changed_at: Date;
  readonly holds: string | null;
  readonly reason: string | null;
  readonly resolved_by: string | null;
}

const toStored = (row: Row): StoredContradiction => ({
  ...{ id: row.id, key: row.key, unit: row.unit, state: row.state, foundAt: row.found_at, changedAt: row.changed_at },
  first: { articleId: row.first_article, version: row.first_version, value: row.first_value },
  second: { articleId: row.second_article, version: row.second_version, value: row.second_value },
  ...{ holds: row.holds, reason: row.reason, resolvedBy: row.resolved_by },
});

/** Of these keys, or all. */
export async function contradictionsOfKeys(
  tx: Queryable,
  keys: readonly string[] | null,
): Promise<StoredContradiction[]> {
  const rows = await tx.query<Row[]>(
    'SELECT * FROM knowledge_contradictions WHERE $1::text[] IS NULL OR key = ANY($1) ORDER BY id',
    [keys],
  );
  return rows.map(toStored);
}

export async function findContradiction(
  tx: Queryable,
  id: string,
  lock = false,
): Promise<StoredContradiction | undefined> {
  const [row] = await tx.query<Row[]>(
    `SELECT * FROM knowledge_contradictions WHERE id = $1${lock ? ' FOR UPDATE' : ''}`,
    [id],
  );
  return row && toStored(row);
}

export async function saveContradictions(tx: Queryable, contradictions: readonly StoredContradiction[]): Promise<void> {
  if (contradictions.length === 0) return;
  const rows = contradictions.map(({ first, second, ...one }) => ({
    ...one,
    ...{ firstArticle: first.articleId, firstVersion: first.version, firstValue: first.value },
    ...{ secondArticle: second.articleId, secondVersion: second.version, secondValue: second.value },
  }));
  await tx.query(
    `INSERT INTO knowledge_contradictions (id, key, unit, first_article, first_version, first_value, second_article,
       second_version, second_value, state, found_at, changed_at, holds, reason, resolved_by)
     SELECT id, key, unit, "firstArticle", "firstVersion", "firstValue", "secondArticle", "secondVersion", "secondValue", state,
       "foundAt", "changedAt", holds, reason, "resolvedBy"
     FROM jsonb_to_recordset($1::jsonb) AS c (id uuid, key text, unit text, "firstArticle" text, "firstVersion" integer,
       "firstValue" text, "secondArticle" text, "secondVersion" integer, "secondValue" text, state text,
       "foundAt" timestamptz, "changedAt" timestamptz, holds text, reason text, "resolvedBy" text)
     ON CONFLICT (id) DO UPDATE SET first_version = excluded.first_version, second_version = excluded.second_version,
       state = excluded.state, changed_at = excluded.changed_at, holds = excluded.holds, reason = excluded.reason,
       resolved_by = excluded.resolved_by`,
    [JSON.stringify(rows)],
  );
}

/** One side of a contradiction, as whoever asks may see it. */
export interface SideShown {
  readonly articleId: string;
  readonly version: number;
  readonly value: string;
  readonly title: string | null;
  readonly source: string | null;
}

export interface ContradictionShown extends Omit<StoredContradiction, 'first' | 'second'> {
  readonly first: SideShown;
  readonly second: SideShown;
}

/** Newest first. An agent sees one only when it may read both articles; a past one only people see, with what they were. */
export async function listContradictions(
  tx: Queryable,
  reader: Reader,
  at: Date,
  asked: {
    readonly state?: ContradictionState | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<ContradictionShown[]> {
  const parameters = new Parameters();
  const [state, cursor] = [parameters.one(asked.state ?? null), parameters.one(asked.cursor ?? null)];
  const both =
    reader.kind === 'person'
      ? 'TRUE'
      : `${visibleTo(reader, at, 'f', parameters)} AND ${visibleTo(reader, at, 's', parameters)}`;
  const rows = await tx.query<
    (Row & { titles: [string | null, string | null]; sources: [string | null, string | null] })[]
  >(
    `SELECT c.*, ARRAY[fv.title, sv.title] AS titles, ARRAY[fv.source, sv.source] AS sources
     FROM knowledge_contradictions c
     LEFT JOIN knowledge_published f ON f.article_id = c.first_article
     LEFT JOIN knowledge_published s ON s.article_id = c.second_article
     LEFT JOIN knowledge_article_versions fv ON (fv.article_id, fv.version) = (c.first_article, c.first_version)
     LEFT JOIN knowledge_article_versions sv ON (sv.article_id, sv.version) = (c.second_article, c.second_version)
     WHERE (${state}::text IS NULL OR c.state = ${state}) AND (${cursor}::uuid IS NULL OR c.id < ${cursor}) AND ${both}
     ORDER BY c.id DESC LIMIT ${parameters.one(asked.limit)}`,
    parameters.values,
  );
  return rows.map((row) => {
    const stored = toStored(row);
    const shown = (side: StoredContradiction['first'], i: 0 | 1): SideShown => ({
      ...side,
      ...{ title: row.titles[i], source: row.sources[i] },
    });
    return { ...stored, first: shown(stored.first, 0), second: shown(stored.second, 1) };
  });
}

/** What an answer that rests on an article must say with it. */
export interface Warning {
  readonly contradictionId: string;
  readonly key: string;
  readonly unit: string;
  /** What the article says. */
  readonly value: string;
  /** `open`: nobody has said which holds. `resolved`: a person has said that the other one does. */
  readonly state: 'open' | 'resolved';
  /** The article that says otherwise; null when whoever asks may not read it. */
  readonly other: {
    readonly articleId: string;
    readonly version: number;
    readonly value: string;
    readonly source: string;
  } | null;
  readonly reason: string | null;
}

/** Warnings by article: of open contradictions, and of those in which it was found to be wrong. */
export async function warningsFor(
  tx: Queryable,
  reader: Reader,
  at: Date,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Warning[]>> {
  if (ids.length === 0) return new Map();
  const parameters = new Parameters();
  const asked = parameters.array(ids, 'text');
  const rows = await tx.query<
    (Warning & {
      articleId: string;
      otherId: string | null;
      otherVersion: number;
      otherValue: string;
      source: string;
    })[]
  >(
    `SELECT c.article AS "articleId", c.id AS "contradictionId", c.key, c.unit, c.value, c.state, c.reason,
       o.article_id AS "otherId", o.version AS "otherVersion", c.other_value AS "otherValue", o.source
     FROM (
       SELECT id, key, unit, state, holds, reason, first_article AS article, first_value AS value, second_article AS other,
         second_value AS other_value FROM knowledge_contradictions WHERE state <> 'past' AND first_article = ANY(${asked})
       UNION ALL
       SELECT id, key, unit, state, holds, reason, second_article, second_value, first_article, first_value
         FROM knowledge_contradictions WHERE state <> 'past' AND second_article = ANY(${asked})
     ) c LEFT JOIN knowledge_published o ON o.article_id = c.other AND ${visibleTo(reader, at, 'o', parameters)}
     WHERE c.state = 'open' OR c.holds <> c.article ORDER BY c.key, c.id`,
    parameters.values,
  );
  return Map.groupBy(
    rows.map(({ otherId, otherVersion, otherValue, source, ...warning }) => ({
      ...warning,
      other: otherId === null ? null : { articleId: otherId, version: otherVersion, value: otherValue, source },
    })),
    ({ articleId }) => articleId,
  );
}

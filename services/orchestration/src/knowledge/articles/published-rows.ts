import type { EntityManager } from 'typeorm';
import { Parameters } from '@vividwalls/persistence';
import type { Reader } from '../access/reader.js';
import { visibleTo } from '../access/visible-to.js';
import type { DataClass } from '../../registry/capability.js';

type Queryable = Pick<EntityManager, 'query'>;

/** An article as it is published: what agents read. */
export interface PublishedArticle {
  readonly id: string;
  readonly version: number;
  readonly domain: string;
  readonly title: string;
  readonly questions: readonly string[];
  readonly body: string;
  readonly owner: string;
  readonly source: string;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly reviewDue: Date;
  readonly dataClass: DataClass;
  readonly publishedAt: Date;
}

const COLUMNS = `p.article_id AS id, p.version, p.domain, p.title, string_to_array(nullif(p.questions, ''), E'\\n') AS questions, p.body,
  p.owner, p.source, p.valid_from AS "validFrom", p.valid_until AS "validUntil", p.review_due AS "reviewDue",
  p.data_class AS "dataClass", p.published_at AS "publishedAt"`;

/** One that the reader may read, as it is published. */
export async function findPublished(
  tx: Queryable,
  reader: Reader,
  at: Date,
  id: string,
): Promise<PublishedArticle | undefined> {
  const parameters = new Parameters();
  const sql = `SELECT ${COLUMNS} FROM knowledge_published p
    WHERE p.article_id = ${parameters.one(id)} AND ${visibleTo(reader, at, 'p', parameters)}`;
  const [row] = await tx.query<PublishedArticle[]>(sql, parameters.values);
  return row && { ...row, questions: row.questions ?? [] };
}

/** Those that the reader may read, in the order of their ids. */
export async function listPublished(
  tx: Queryable,
  reader: Reader,
  at: Date,
  asked: { readonly domain?: string | undefined; readonly cursor?: string | undefined; readonly limit: number },
): Promise<PublishedArticle[]> {
  const parameters = new Parameters();
  const [domain, cursor] = [parameters.one(asked.domain ?? null), parameters.one(asked.cursor ?? null)];
  const sql = `SELECT ${COLUMNS} FROM knowledge_published p
    WHERE (${domain}::text IS NULL OR p.domain = ${domain}) AND (${cursor}::text IS NULL OR p.article_id > ${cursor})
      AND ${visibleTo(reader, at, 'p', parameters)}
    ORDER BY p.article_id LIMIT ${parameters.one(asked.limit)}`;
  const rows = await tx.query<PublishedArticle[]>(sql, parameters.values);
  return rows.map((row) => ({ ...row, questions: row.questions ?? [] }));
}

/** Puts the newest versions of articles where they are searched, in the place of what was published of them. */
export async function publishNewest(tx: Queryable, ids: readonly string[], at: Date, by: string): Promise<void> {
  await counting(tx, ids, () =>
    tx.query(
      `INSERT INTO knowledge_published (article_id, version, domain, title, questions, body, owner, source, valid_from,
         valid_until, review_due, has_own_readers, readers, data_class, published_at, published_by)
       SELECT v.article_id, v.version, v.domain, v.title, array_to_string(v.questions, E'\\n'), v.body, v.owner, v.source,
         v.valid_from, v.valid_until, coalesce(v.review_due, $2::timestamptz + make_interval(days => d.review_every_days)),
         cardinality(v.readers) > 0, CASE WHEN cardinality(v.readers) > 0 THEN v.readers ELSE d.readers END,
         v.data_class, $2, $3
       FROM knowledge_articles a
       JOIN knowledge_article_versions v ON v.article_id = a.id AND v.version = a.version
       JOIN knowledge_domains d ON d.id = v.domain
       WHERE a.id = ANY($1::text[])
       ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, domain = excluded.domain, title = excluded.title,
         questions = excluded.questions, body = excluded.body, owner = excluded.owner, source = excluded.source,
         valid_from = excluded.valid_from, valid_until = excluded.valid_until, review_due = excluded.review_due,
         has_own_readers = excluded.has_own_readers, readers = excluded.readers, data_class = excluded.data_class,
         published_at = excluded.published_at, published_by = excluded.published_by`,
      [ids, at, by],
    ),
  );
}

export async function unpublish(tx: Queryable, ids: readonly string[]): Promise<void> {
  await counting(tx, ids, () => tx.query('DELETE FROM knowledge_published WHERE article_id = ANY($1::text[])', [ids]));
}

const WORDS = `SELECT l.lexeme, count(*)::int AS documents
  FROM knowledge_published p CROSS JOIN LATERAL unnest(p.search) l WHERE p.article_id = ANY($1::text[]) GROUP BY l.lexeme`;

/** Keeps count of how many published articles have each word. @param tx with the knowledge base locked */
async function counting(tx: Queryable, ids: readonly string[], change: () => Promise<unknown>): Promise<void> {
  const [left] = await tx.query<{ words: string; counts: string }[]>(
    `SELECT coalesce(array_agg(lexeme), '{}')::text AS words, coalesce(array_agg(documents), '{}')::text AS counts
     FROM (${WORDS}) w`,
    [ids],
  );
  await change();
  await tx.query(
    `UPDATE knowledge_lexemes k SET documents = k.documents - gone.documents
     FROM unnest($1::text[], $2::int[]) AS gone (lexeme, documents) WHERE k.lexeme = gone.lexeme`,
    [left!.words, left!.counts],
  );
  await tx.query(
    `INSERT INTO knowledge_lexemes AS k (lexeme, documents) ${WORDS}
     ON CONFLICT (lexeme) DO UPDATE SET documents = k.documents + excluded.documents`,
    [ids],
  );
  await tx.query('DELETE FROM knowledge_lexemes WHERE documents = 0 AND lexeme = ANY($1::text[])', [left!.words]);
}

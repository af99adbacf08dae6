import type { EntityManager } from 'typeorm';
import type { Article, ArticleState, ArticleVersion } from '../article.js';

type Queryable = Pick<EntityManager, 'query'>;

const VERSION_COLUMNS = `v.article_id AS id, v.version, v.domain, v.title, v.questions, v.body, v.owner, v.source,
  v.valid_from AS "validFrom", v.valid_until AS "validUntil", v.review_due AS "reviewDue", v.readers,
  v.data_class AS "dataClass", v.claims, v.change, v.actor, v.recorded_at AS "recordedAt"`;

const COLUMNS = `${VERSION_COLUMNS}, a.state, a.updated_at AS "updatedAt", a.updated_by AS "updatedBy",
  p.version AS "publishedVersion"`;

const NEWEST = `FROM knowledge_articles a
  JOIN knowledge_article_versions v ON v.article_id = a.id AND v.version = a.version
  LEFT JOIN knowledge_published p ON p.article_id = a.id`;

/** For people who keep the base: an article by its newest version, published or not. */
export async function findArticle(tx: Queryable, id: string, lock = false): Promise<Article | undefined> {
  const [row] = await tx.query<Article[]>(
    `SELECT ${COLUMNS} ${NEWEST} WHERE a.id = $1${lock ? ' FOR UPDATE OF a' : ''}`,
    [id],
  );
  return row;
}

export interface ArticlesAsked {
  readonly state?: ArticleState | undefined;
  readonly domain?: string | undefined;
  /** Whose review is due by then. */
  readonly dueBy?: Date | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** For people who keep the base: newest versions in the order of their ids. */
export function listArticles(
  tx: Queryable,
  { state, domain, dueBy, cursor, limit }: ArticlesAsked,
): Promise<Article[]> {
  return tx.query<Article[]>(
    `SELECT ${COLUMNS} ${NEWEST}
     WHERE ($1::text IS NULL OR a.state = $1) AND ($2::text IS NULL OR v.domain = $2)
       AND ($3::timestamptz IS NULL OR p.review_due <= $3) AND ($4::text IS NULL OR a.id > $4)
     ORDER BY a.id LIMIT $5`,
    [state ?? null, domain ?? null, dueBy ?? null, cursor ?? null, limit],
  );
}

/** For people who keep the base: every version, newest first. */
export function listVersions(
  tx: Queryable,
  id: string,
  below: number | null,
  limit: number,
): Promise<ArticleVersion[]> {
  return tx.query<ArticleVersion[]>(
    `SELECT ${VERSION_COLUMNS} FROM knowledge_article_versions v
     WHERE v.article_id = $1 AND ($2::integer IS NULL OR v.version < $2) ORDER BY v.version DESC LIMIT $3`,
    [id, below, limit],
  );
}

/** @returns the ids of those that were not there yet */
export async function insertArticles(
  tx: Queryable,
  articles: readonly (ArticleVersion & { readonly state: ArticleState })[],
): Promise<string[]> {
  if (articles.length === 0) return [];
  const rows = await tx.query<{ id: string }[]>(
    `INSERT INTO knowledge_articles (id, state, version, updated_at, updated_by)
     SELECT id, state, version, "recordedAt", actor
     FROM jsonb_to_recordset($1::jsonb) AS a (id text, state text, version integer, "recordedAt" timestamptz, actor text)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      JSON.stringify(
        articles.map(({ id, state, version, recordedAt, actor }) => ({ id, state, version, recordedAt, actor })),
      ),
    ],
  );
  const entered = new Set(rows.map(({ id }) => id));
  await insertVersions(
    tx,
    articles.filter(({ id }) => entered.has(id)),
  );
  return [...entered];
}

export async function insertVersions(tx: Queryable, versions: readonly ArticleVersion[]): Promise<void> {
  if (versions.length === 0) return;
  await tx.query(
    `INSERT INTO knowledge_article_versions (article_id, version, domain, title, questions, body, owner, source, valid_from,
       valid_until, review_due, readers, data_class, claims, change, actor, recorded_at)
     SELECT id, version, domain, title, questions, body, owner, source, "validFrom", "validUntil", "reviewDue", readers,
       "dataClass", claims, change, actor, "recordedAt"
     FROM jsonb_to_recordset($1::jsonb) AS v (id text, version integer, domain text, title text, questions text[], body text,
       owner text, source text, "validFrom" timestamptz, "validUntil" timestamptz, "reviewDue" timestamptz, readers text[],
       "dataClass" text, claims jsonb, change text, actor text, "recordedAt" timestamptz)`,
    [JSON.stringify(versions)],
  );
}

export async function setArticleState(
  tx: Queryable,
  article: Pick<Article, 'id' | 'state' | 'version' | 'updatedAt' | 'updatedBy'>,
): Promise<void> {
  const { id, state, version, updatedAt, updatedBy } = article;
  await tx.query(
    'UPDATE knowledge_articles SET state = $2, version = $3, updated_at = $4, updated_by = $5 WHERE id = $1',
    [...[id, state, version, updatedAt, updatedBy]],
  );
}

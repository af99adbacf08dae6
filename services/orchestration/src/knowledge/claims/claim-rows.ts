import type { EntityManager } from 'typeorm';
import type { ArticleText } from '../article.js';
import type { ArticleClaim } from '../contradictions/contradictions-between.js';
import { normalValue } from './quantities.js';
import { readClaims } from './read-claims.js';

type Queryable = Pick<EntityManager, 'query'>;

interface ClaimRow {
  readonly articleId: string;
  readonly key: string;
  readonly unit: string;
  readonly value: string;
  readonly kind: 'stated' | 'read';
  readonly excerpt: string;
}

type Claiming = Pick<ArticleText, 'title' | 'questions' | 'body' | 'claims'> & { readonly id: string };

/** What an article claims: what its writer states, and what is read from its text. */
export function claimsOf({ id, title, questions, body, claims }: Claiming): ClaimRow[] {
  const stated = claims.map(({ key, unit, value }) => ({
    ...{ articleId: id, key, unit, value: normalValue(value), kind: 'stated' as const },
    excerpt: title,
  }));
  return [
    ...stated,
    ...readClaims(questions, body).map((claim) => ({ articleId: id, ...claim, kind: 'read' as const })),
  ];
}

/** Takes over what articles claim now. @returns every key of which something may have changed */
export async function replaceClaims(
  tx: Queryable,
  articles: readonly Claiming[],
  gone: readonly string[] = [],
): Promise<string[]> {
  const ids = [...articles.map(({ id }) => id), ...gone];
  const [before] = await tx.query<[{ key: string }[], number]>(
    'DELETE FROM knowledge_claims WHERE article_id = ANY($1::text[]) RETURNING key',
    [ids],
  );
  const rows = articles.flatMap(claimsOf);
  await tx.query(
    `INSERT INTO knowledge_claims (article_id, key, unit, value, kind, excerpt)
     SELECT "articleId", key, unit, value, kind, excerpt
     FROM jsonb_to_recordset($1::jsonb) AS c ("articleId" text, key text, unit text, value text, kind text, excerpt text)`,
    [JSON.stringify(rows)],
  );
  return [...new Set([...before.map(({ key }) => key), ...rows.map(({ key }) => key)])].sort();
}

/** Claims that somebody else makes too, of these keys or of all. */
export function sharedClaims(tx: Queryable, keys: readonly string[] | null): Promise<ArticleClaim[]> {
  return tx.query<ArticleClaim[]>(
    `SELECT c.article_id AS "articleId", p.version, c.key, c.unit, c.value, p.valid_from AS "validFrom",
       p.valid_until AS "validUntil"
     FROM knowledge_claims c JOIN knowledge_published p USING (article_id)
     WHERE (c.key, c.unit) IN (SELECT key, unit FROM knowledge_claims WHERE $1::text[] IS NULL OR key = ANY($1)
       GROUP BY key, unit HAVING count(DISTINCT value) > 1)`,
    [keys],
  );
}

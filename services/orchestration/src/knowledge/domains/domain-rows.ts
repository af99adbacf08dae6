import type { EntityManager } from 'typeorm';
import type { Domain } from '../article.js';

type Queryable = Pick<EntityManager, 'query'>;

const COLUMNS = `id, title, owner, readers, review_every_days AS "reviewEveryDays", version, changed_at AS "changedAt",
  changed_by AS "changedBy"`;

export async function findDomain(tx: Queryable, id: string, lock = false): Promise<Domain | undefined> {
  const [row] = await tx.query<Domain[]>(
    `SELECT ${COLUMNS} FROM knowledge_domains WHERE id = $1${lock ? ' FOR UPDATE' : ''}`,
    [id],
  );
  return row;
}

/** In the order of their ids. */
export function listDomains(tx: Queryable, cursor: string | undefined, limit: number): Promise<Domain[]> {
  return tx.query<Domain[]>(
    `SELECT ${COLUMNS} FROM knowledge_domains WHERE $1::text IS NULL OR id > $1 ORDER BY id LIMIT $2`,
    [cursor ?? null, limit],
  );
}

/** @returns the ids of those that were not there yet */
export async function insertDomains(tx: Queryable, domains: readonly Domain[]): Promise<string[]> {
  if (domains.length === 0) return [];
  const rows = await tx.query<{ id: string }[]>(
    `INSERT INTO knowledge_domains (id, title, owner, readers, review_every_days, version, changed_at, changed_by)
     SELECT id, title, owner, readers, "reviewEveryDays", version, "changedAt", "changedBy"
     FROM jsonb_to_recordset($1::jsonb) AS d (id text, title text, owner text, readers text[], "reviewEveryDays" integer,
       version integer, "changedAt" timestamptz, "changedBy" text)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [JSON.stringify(domains)],
  );
  return rows.map(({ id }) => id);
}

/** Changes a domain, and who may read those of its published articles that have no list of their own. */
export async function updateDomain(tx: Queryable, domain: Domain): Promise<void> {
  const { id, title, owner, readers, reviewEveryDays, version, changedAt, changedBy } = domain;
  await tx.query(
    `UPDATE knowledge_domains SET title = $2, owner = $3, readers = $4, review_every_days = $5, version = $6, changed_at = $7,
       changed_by = $8 WHERE id = $1`,
    [id, title, owner, readers, reviewEveryDays, version, changedAt, changedBy],
  );
  await tx.query(
    'UPDATE knowledge_published SET readers = $2 WHERE domain = $1 AND NOT has_own_readers AND readers <> $2::text[]',
    [id, readers],
  );
}

import { toPage, type Page } from '@vividwalls/platform';
import type { DataSource } from 'typeorm';
import type { CostsQuery, CostView } from './cost-requests.js';

const FIND = `SELECT id, agent_id AS "agentId", department, campaign, category, amount_minor AS "amountMinor", currency,
    description, external_ref AS "externalRef", occurred_at AS "occurredAt", entry_id AS "entryId"
  FROM costs
  WHERE book = $1 AND ($2::text IS NULL OR agent_id = $2) AND ($3::text IS NULL OR category = $3)
    AND ($4::date IS NULL OR occurred_on >= $4) AND ($5::date IS NULL OR occurred_on <= $5)
    AND ($6::uuid IS NULL OR (occurred_at, id) < (SELECT occurred_at, id FROM costs WHERE id = $6))
  ORDER BY occurred_at DESC, id DESC LIMIT $7`;

/** Costs of one book, newest first. */
export async function findCosts(dataSource: DataSource, query: CostsQuery): Promise<Page<CostView>> {
  const { book, agentId, category, from, to, cursor, limit } = query;
  const rows = await dataSource.query<(Omit<CostView, 'occurredAt'> & { occurredAt: Date })[]>(FIND, [
    ...[book, agentId ?? null, category ?? null, from ?? null, to ?? null, cursor ?? null, limit + 1],
  ]);
  const views = rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
  return toPage(views, limit, ({ id }) => id);
}

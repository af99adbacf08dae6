import type { InteractionKind } from '@vividwalls/events';
import type { DataSource, EntityManager } from 'typeorm';
import { markKey, type KnownSources, type Mark, type SourceMatch, type TouchSource } from './touch-source.js';

const COLUMNS = 'match, value, agent_id, persona_id, channel, campaign, kind';

interface SourceRow {
  readonly match: SourceMatch;
  readonly value: string;
  readonly agent_id: string | null;
  readonly department?: string | null;
  readonly persona_id: string | null;
  readonly channel: string | null;
  readonly campaign: string | null;
  readonly kind: InteractionKind | null;
}

/** The sources of these marks. One round trip; none without marks. */
export async function findSources(tx: EntityManager, marks: readonly Mark[]): Promise<KnownSources> {
  if (marks.length === 0) return new Map();
  const wanted = [...new Map(marks.map((mark) => [markKey(mark), mark])).values()];
  const rows = await tx.query<SourceRow[]>(
    `SELECT ${COLUMNS}, (SELECT a.department FROM finance_agents a
         WHERE a.agent_id IN (s.agent_id, s.agent_id || '-agent') ORDER BY a.agent_id <> s.agent_id LIMIT 1) AS department
     FROM touch_sources s WHERE (match, value) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [wanted.map(({ match }) => match), wanted.map(({ value }) => value)],
  );
  return new Map(rows.map((row) => [markKey(row), asSource(row)]));
}

/** Sources in the order of what they match, after the one of the cursor. */
export async function listSources(dataSource: DataSource, limit: number, after?: Mark): Promise<TouchSource[]> {
  const rows = await dataSource.query<SourceRow[]>(
    `SELECT ${COLUMNS} FROM touch_sources WHERE $1::text IS NULL OR (match, value) > ($1, $2)
     ORDER BY match, value LIMIT $3`,
    [after?.match ?? null, after?.value ?? null, limit],
  );
  return rows.map(asSource);
}

/** How many there are besides the one of a mark. */
export async function countOtherSources(tx: EntityManager, { match, value }: Mark): Promise<number> {
  const rows = await tx.query<{ count: number }[]>(
    'SELECT count(*)::integer AS count FROM touch_sources WHERE (match, value) <> ($1, $2)',
    [match, value],
  );
  return rows[0]!.count;
}

/** Puts a source in place of the one with the same mark. */
export async function putSource(
  tx: EntityManager,
  { match, value, agentId, personaId, channel, campaign, kind }: TouchSource,
  changed: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO touch_sources (match, value, agent_id, persona_id, channel, campaign, kind, changed_by, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (match, value) DO UPDATE SET agent_id = excluded.agent_id, persona_id = excluded.persona_id,
       channel = excluded.channel, campaign = excluded.campaign, kind = excluded.kind, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at`,
    [
      match,
      value,
      agentId ?? null,
      personaId ?? null,
      channel ?? null,
      campaign ?? null,
      kind ?? null,
      changed.by,
      changed.at,
    ],
  );
}

/** Whether there was one. */
export async function deleteSource(dataSource: DataSource, { match, value }: Mark): Promise<boolean> {
  const [, deleted] = await dataSource.query<[unknown, number]>(
    'DELETE FROM touch_sources WHERE match = $1 AND value = $2',
    [match, value],
  );
  return deleted > 0;
}

function asSource({ match, value, agent_id, department, persona_id, channel, campaign, kind }: SourceRow): TouchSource {
  return {
    ...{ match, value },
    ...(agent_id !== null && { agentId: agent_id }),
    ...(department && { department }),
    ...(persona_id !== null && { personaId: persona_id }),
    ...(channel !== null && { channel }),
    ...(campaign !== null && { campaign }),
    ...(kind !== null && { kind }),
  };
}

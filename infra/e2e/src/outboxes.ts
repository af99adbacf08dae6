import { type Client, escapeIdentifier } from 'pg';

/** How many events of all services are written and not yet published. */
export async function unpublishedRows(database: Client): Promise<number> {
  const counts = (await outboxes(database)).map((outbox) => `(SELECT count(*) FROM ${outbox}_unpublished)`);
  const { rows } = await database.query<{ waiting: string }>(`SELECT ${counts.join(' + ')} AS waiting`);
  return Number(rows[0]?.waiting);
}

/**
 * Ids of events that a service wrote more than once. The broker would hide it: it drops what comes again with the same id
 * within its window. So this is where an effect that happened twice shows.
 */
export async function writtenTwice(database: Client): Promise<string[]> {
  const repeats = (await outboxes(database)).map(
    (outbox) => `SELECT '${outbox} ' || event_id AS event FROM ${outbox} GROUP BY event_id HAVING count(*) > 1`,
  );
  const { rows } = await database.query<{ event: string }>(repeats.join(' UNION ALL '));
  return rows.map(({ event }) => event);
}

async function outboxes(database: Client): Promise<string[]> {
  const { rows } = await database.query<{ schema: string }>(
    `SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'outbox'`,
  );
  return rows.map(({ schema }) => `${escapeIdentifier(schema)}.outbox`);
}

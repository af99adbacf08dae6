import type { EntityManager } from 'typeorm';

const CLAIM = `INSERT INTO inbox (consumer, event_id)
  SELECT $1, id FROM unnest($2::text[]) AS id ORDER BY id
  ON CONFLICT DO NOTHING RETURNING event_id`;

/**
 * Records which of these events this consumer now handles, in the transaction of their effects, and returns those that
 * are new. A concurrent claim of the same event waits for the other transaction and then sees it as taken. Ids are
 * inserted in order, so that two overlapping batches cannot deadlock.
 */
export async function claim(tx: EntityManager, consumer: string, eventIds: readonly string[]): Promise<Set<string>> {
  if (eventIds.length === 0) return new Set();
  const rows = await tx.query<{ event_id: string }[]>(CLAIM, [consumer, [...new Set(eventIds)]]);
  return new Set(rows.map((row) => row.event_id));
}

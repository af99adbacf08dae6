import type { EntityManager } from 'typeorm';

/**
 * Which of these references are keys of committed spends. What they cost is booked already, by the spend: a cost that is
 * reported with such a reference is the same cost told twice, not another one.
 */
export async function isSettledSpend(tx: EntityManager, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tx.query<{ key: string }[]>(
    `SELECT key FROM spend_authorisations WHERE key = ANY($1) AND state = 'committed'`,
    [keys],
  );
  return new Set(rows.map(({ key }) => key));
}

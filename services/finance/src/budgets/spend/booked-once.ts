import type { EntityManager } from 'typeorm';

/*
 * A spend and a cost that names its key are the same money told twice. Whichever commits first books it. The spend's row orders
 * the two: a commit holds it for update while it looks for a booked cost, a cost holds it for share while it looks at its state.
 */

/**
 * Which of these references are keys of committed spends, whose cost the spend has booked. Locks the spends of all of them, so
 * that none is committed before the cost is.
 */
export async function keysOfCommitted(tx: EntityManager, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tx.query<{ key: string; state: string }[]>(
    'SELECT key, state FROM spend_authorisations WHERE key = ANY($1) ORDER BY key FOR SHARE',
    [keys],
  );
  return new Set(rows.flatMap(({ key, state }) => (state === 'committed' ? [key] : [])));
}

/** Which of these keys of spends, locked for update, are references of costs that are booked already. */
export async function keysOfBookedCosts(tx: EntityManager, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tx.query<{ key: string }[]>(
    `SELECT DISTINCT external_ref AS key FROM costs
     WHERE external_ref = ANY($1) AND entry_id IS NOT NULL AND book = 'real'`,
    [keys],
  );
  return new Set(rows.map(({ key }) => key));
}

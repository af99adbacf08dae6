import type { EntityManager } from 'typeorm';

/**
 * Counts the registry's version up: whoever reads the roster with their next piece of work loads it anew. For everything that
 * routing and assignment depend on besides agents and capabilities too.
 *
 * The row stays locked until the end of the transaction, so that changes happen one after the other: call it late.
 */
export async function bumpRegistry(tx: EntityManager): Promise<number> {
  const [rows] = await tx.query<[{ version: string }[], number]>(
    'UPDATE registry_state SET version = version + 1 RETURNING version',
  );
  return Number(rows[0]!.version);
}

/** Lets nobody else change the registry until the end of the transaction: what is checked now holds when it is written. */
export async function lockRegistry(tx: EntityManager): Promise<void> {
  await tx.query('SELECT version FROM registry_state FOR UPDATE');
}

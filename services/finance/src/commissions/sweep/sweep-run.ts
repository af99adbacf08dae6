import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { BookedBecause } from '../../journal/journal.js';

/** What is booked because time went by, and nobody asked: each transaction is a cause of its own. */
export function becauseOfTime(): BookedBecause {
  const id = uuidv7();
  return { eventId: id, correlationId: id, actor: 'system' };
}

/** True for one transaction at a time: work that replicas need not, or must not, share. */
export async function isAlone(tx: EntityManager, work: string): Promise<boolean> {
  const [row] = await tx.query<{ won: boolean }[]>('SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS won', [
    `commissions:${work}`,
  ]);
  return row!.won;
}

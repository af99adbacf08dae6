import type { EntityManager } from 'typeorm';

type Queryable = Pick<EntityManager, 'query'>;

/** Lets nobody else publish until the end of the transaction: counts of words and contradictions are of one state. */
export async function lockKnowledge(tx: Queryable): Promise<void> {
  await tx.query('SELECT version FROM knowledge_state FOR UPDATE');
}

/** Says that answers may be others from now on. */
export async function bumpKnowledge(tx: Queryable): Promise<void> {
  await tx.query(
    'UPDATE knowledge_state SET version = version + 1, documents = (SELECT count(*) FROM knowledge_published)',
  );
}

/** What changes with everything that may change an answer, rolled back or not. */
export async function knowledgeState(tx: Queryable): Promise<string> {
  const [row] = await tx.query<{ state: string }[]>(
    `SELECT version::text || '/' || xmin::text AS state FROM knowledge_state`,
  );
  return row!.state;
}

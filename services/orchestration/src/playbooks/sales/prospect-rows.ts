import type { EntityManager } from 'typeorm';

/** Where a business stands that we have written to. */
export type ProspectState = 'contacted' | 'replied' | 'quoted' | 'won' | 'lost';

/** One move of a prospect, with its reason. */
export interface ProspectMove {
  readonly state: ProspectState;
  /** ISO 8601. */
  readonly since: string;
  readonly why: string;
}

/** Writes where a prospect stands from now on. */
export async function moveProspect(
  tx: EntityManager,
  taskId: string,
  company: string,
  { state, since, why }: ProspectMove,
): Promise<void> {
  await tx.query(
    `INSERT INTO prospects (task_id, company, state, since, why) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (task_id) DO UPDATE SET state = excluded.state, since = excluded.since, why = excluded.why`,
    [taskId, company, state, since, why],
  );
}

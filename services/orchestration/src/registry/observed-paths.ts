import type { EntityManager } from 'typeorm';

/** One agent handed something to another. */
export interface ObservedPath {
  readonly from: string;
  readonly to: string;
}

/** A path as it was taken so far. */
export interface TakenPath extends ObservedPath {
  readonly messages: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/**
 * Counts messages between agents, one for each path given; the same path may be given several times. An agent that goes on by
 * itself takes no path. Rows are locked in one order, so that batches at once don't wait for one another in a circle.
 *
 * @param at when they were seen
 */
export async function observePaths(tx: EntityManager, paths: readonly ObservedPath[], at: Date): Promise<void> {
  const taken = paths.filter(({ from, to }) => from !== to);
  if (taken.length === 0) return;
  await tx.query(
    `INSERT INTO agent_messages AS m (from_agent, to_agent, messages, first_at, last_at)
     SELECT from_agent, to_agent, count(*), $3, $3 FROM unnest($1::text[], $2::text[]) AS t (from_agent, to_agent)
     GROUP BY from_agent, to_agent ORDER BY from_agent COLLATE "C", to_agent COLLATE "C"
     ON CONFLICT (from_agent, to_agent) DO UPDATE SET
       messages = m.messages + excluded.messages,
       first_at = least(m.first_at, excluded.first_at),
       last_at = greatest(m.last_at, excluded.last_at)`,
    [taken.map(({ from }) => from), taken.map(({ to }) => to), at],
  );
}

/** Every path that was taken, in the order of its ends. At most n² of them, n the agents there are. */
export async function takenPaths(reader: Pick<EntityManager, 'query'>): Promise<TakenPath[]> {
  const rows = await reader.query<{ from: string; to: string; messages: string; firstAt: Date; lastAt: Date }[]>(
    `SELECT from_agent AS "from", to_agent AS "to", messages, first_at AS "firstAt", last_at AS "lastAt"
     FROM agent_messages ORDER BY from_agent, to_agent`,
  );
  return rows.map((row) => ({ ...row, messages: Number(row.messages) }));
}

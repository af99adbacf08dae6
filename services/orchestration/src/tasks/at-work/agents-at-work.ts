import type { Reader } from '../record/task-rows.js';

/** What one agent did in a period, and what it has open. */
export interface AgentWork {
  readonly agentId: string;
  readonly ended: number;
  readonly succeeded: number;
  /** Has begun or waits, at this moment. */
  readonly open: number;
  /** When work of it last began or ended in the period. */
  readonly lastWorkedAt: Date | null;
}

/** Real work: neither trials nor proposals. It is what the figures of tasks count too, and what `tasks_real_ended` is an index of. */
const REAL = `NOT test AND mode = 'act'`;

/** Of every agent that did something or has something open. The period is half open. */
export function workOfAgents(reader: Reader, from: Date, to: Date): Promise<AgentWork[]> {
  return reader.query<AgentWork[]>(
    `SELECT agent_id AS "agentId", (count(*) FILTER (WHERE ended_at IS NOT NULL))::integer AS ended,
       (count(*) FILTER (WHERE state = 'succeeded'))::integer AS succeeded,
       (count(*) FILTER (WHERE ended_at IS NULL))::integer AS open,
       max(greatest(ended_at, started_at)) AS "lastWorkedAt"
     FROM (
       SELECT agent_id, state, started_at, ended_at FROM tasks
         WHERE ${REAL} AND ended_at >= $1 AND ended_at < $2 AND agent_id IS NOT NULL
       UNION ALL
       SELECT agent_id, state, started_at, ended_at FROM tasks
         WHERE ${REAL} AND ended_at IS NULL AND agent_id IS NOT NULL
     ) AS work
     GROUP BY agent_id`,
    [from, to],
  );
}

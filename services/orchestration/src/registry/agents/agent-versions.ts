import type { EntityManager } from 'typeorm';
import type { Agent } from '../agent.js';

/** An agent as it was since a change. */
export interface AgentVersion {
  readonly version: number;
  readonly change: string;
  readonly actor: string;
  readonly recordedAt: Date;
  readonly agent: Agent;
}

/** Versions of an agent, the newest first, below a version. */
export function listAgentVersions(
  reader: Pick<EntityManager, 'query'>,
  id: string,
  below: number | null,
  limit: number,
): Promise<AgentVersion[]> {
  return reader.query<AgentVersion[]>(
    `SELECT version, change, actor, recorded_at AS "recordedAt", agent FROM agent_versions
     WHERE agent_id = $1 AND ($2::integer IS NULL OR version < $2) ORDER BY version DESC LIMIT $3`,
    [id, below, limit],
  );
}

import type { EntityManager } from 'typeorm';
import { HALF_LIFE_MS, type Evidence } from './posterior.js';
import type { OutcomeSeen } from './task-evidence.js';

type Queryable = Pick<EntityManager, 'query'>;

const HALF_LIFE_SECONDS = HALF_LIFE_MS / 1_000;

/** What is left of the weight of something after the time between two columns. */
const kept = (later: string, earlier: string) =>
  `power(0.5, greatest(0, extract(epoch FROM ${later} - ${earlier})) / ${HALF_LIFE_SECONDS})`;

/**
 * Adds outcomes to what is known, each as it weighs by its age: in whichever order they come, they come to the same, up to the last
 * digits. Rows in the order of their keys, so that two transactions do not wait for each other in a circle.
 */
export async function addOutcomes(tx: Queryable, outcomes: readonly OutcomeSeen[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.query(
    `INSERT INTO expertise_evidence AS e (agent_id, persona_id, capability, successes, failures, as_of)
     SELECT "agentId", "personaId", capability, coalesce(sum(${kept('latest', 'at')}) FILTER (WHERE succeeded), 0),
       coalesce(sum(${kept('latest', 'at')}) FILTER (WHERE NOT succeeded), 0), latest
     FROM (
       SELECT o.*, max(at) OVER (PARTITION BY "agentId", "personaId", capability) AS latest
       FROM jsonb_to_recordset($1::jsonb) AS o ("agentId" text, "personaId" text, capability text, succeeded boolean,
         at timestamptz)
     ) o GROUP BY "agentId", "personaId", capability, latest ORDER BY 1, 2, 3
     ON CONFLICT (agent_id, persona_id, capability) DO UPDATE SET
       successes = e.successes * ${kept('excluded.as_of', 'e.as_of')} + excluded.successes * ${kept('e.as_of', 'excluded.as_of')},
       failures = e.failures * ${kept('excluded.as_of', 'e.as_of')} + excluded.failures * ${kept('e.as_of', 'excluded.as_of')},
       as_of = greatest(e.as_of, excluded.as_of)`,
    [JSON.stringify(outcomes)],
  );
}

export interface EvidenceRow extends Evidence {
  readonly agentId: string;
  readonly personaId: string;
  readonly capability: string;
}

/** Everything that is known, at most one row for each agent, persona and capability. */
export function allEvidence(tx: Queryable): Promise<EvidenceRow[]> {
  return tx.query<EvidenceRow[]>(
    `SELECT agent_id AS "agentId", persona_id AS "personaId", capability, successes, failures, as_of AS "asOf"
     FROM expertise_evidence ORDER BY agent_id, persona_id, capability`,
  );
}

import type { EntityManager } from 'typeorm';
import { isCanary } from '../migration-machine.js';
import type { ArmOutcome } from './arm-of.js';

export async function insertOutcomes(tx: EntityManager, outcomes: readonly ArmOutcome[], at: Date): Promise<void> {
  if (outcomes.length === 0) return;
  const json = JSON.stringify(outcomes);
  await tx.query(
    `INSERT INTO arm_outcomes (task_id, agent_id, persona_id, migration_id, run, state, arm, mode, succeeded, run_ms, at)
     SELECT "taskId", "agentId", coalesce("personaId", ''), "migrationId", run, state, arm, mode, succeeded, "runMs", $2
     FROM jsonb_to_recordset($1::jsonb) AS o ("taskId" uuid, "agentId" text, "personaId" text, "migrationId" uuid,
       run integer, state text, arm text, mode text, succeeded boolean, "runMs" integer)
     ON CONFLICT DO NOTHING`,
    [json, at],
  );
  if (!outcomes.some(({ state, mode }) => isCanary(state) && mode === 'act')) return;
  await tx.query(
    `INSERT INTO arm_subjects (migration_id, run, state, subject, arm, since)
     SELECT "migrationId", run, state, subject, arm, $2
     FROM jsonb_to_recordset($1::jsonb) AS o ("migrationId" uuid, run integer, state text, subject text, arm text, mode text)
     WHERE state IN ('canary_10', 'canary_50') AND mode = 'act'
     ORDER BY "migrationId", subject
     ON CONFLICT DO NOTHING`,
    [json, at],
  );
}

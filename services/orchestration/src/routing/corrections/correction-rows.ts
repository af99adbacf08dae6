import type { DataSource, EntityManager } from 'typeorm';
import type { TaskContext } from '../../tasks/task.js';
import type { LabelledTask } from '../labelled/labelled-task.js';

/** Newest corrections that are measured: older ones are of an older shop. */
export const CORRECTIONS_MEASURED = 2_000;

export interface Correction {
  readonly id: string;
  readonly taskId: string;
  readonly fromAgentId: string | null;
  readonly fromPersonaId: string | null;
  readonly toAgentId: string;
  readonly toPersonaId: string | null;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly sample: { readonly capability: string | null; readonly context: TaskContext };
}

export async function insertCorrection(tx: EntityManager, correction: Correction): Promise<void> {
  const { id, taskId, fromAgentId, fromPersonaId, toAgentId, toPersonaId, reason, by, at, sample } = correction;
  await tx.query(
    `INSERT INTO routing_corrections (id, task_id, from_agent_id, from_persona_id, to_agent_id, to_persona_id, reason, by, at, sample)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, taskId, fromAgentId, fromPersonaId, toAgentId, toPersonaId, reason, by, at, JSON.stringify(sample)],
  );
}

/** What people said of tasks, the newest word on each, as labelled tasks. Nobody tuned rules with them in view: a holdout. */
export async function findCorrections(tx: DataSource | EntityManager): Promise<LabelledTask[]> {
  const rows = await tx.query<
    { task_id: string; to_agent_id: string; to_persona_id: string | null; sample: Correction['sample'] }[]
  >(
    `SELECT DISTINCT ON (task_id) task_id, to_agent_id, to_persona_id, sample
     FROM (SELECT * FROM routing_corrections ORDER BY id DESC LIMIT $1) newest ORDER BY task_id, id DESC`,
    [CORRECTIONS_MEASURED],
  );
  return rows.map(({ task_id, to_agent_id, to_persona_id, sample }) => ({
    ...{ id: task_id, split: 'holdout' as const, context: sample.context },
    ...(sample.capability !== null && { capability: sample.capability }),
    expected: { agentId: to_agent_id, personaId: to_persona_id },
  }));
}

import type { EntityManager } from 'typeorm';
import type { GradedAnswer, TrainingModuleVersion } from './exercise.js';

type Queryable = Pick<EntityManager, 'query'>;

const COLUMNS = `v.module_id AS id, v.version, v.title, v.capability, v.exercises, v.source, v.actor, v.recorded_at AS "recordedAt"`;
const NEWEST = `FROM training_modules m JOIN training_module_versions v ON v.module_id = m.id AND v.version = m.version`;

export async function findModule(tx: Queryable, id: string, lock = false): Promise<TrainingModuleVersion | undefined> {
  const [row] = await tx.query<TrainingModuleVersion[]>(
    `SELECT ${COLUMNS} ${NEWEST} WHERE m.id = $1${lock ? ' FOR UPDATE OF m' : ''}`,
    [id],
  );
  return row;
}

/** Newest versions in the order of their ids. */
export function listModules(
  tx: Queryable,
  cursor: string | undefined,
  limit: number,
): Promise<TrainingModuleVersion[]> {
  return tx.query<TrainingModuleVersion[]>(
    `SELECT ${COLUMNS} ${NEWEST} WHERE $1::text IS NULL OR m.id > $1 ORDER BY m.id LIMIT $2`,
    [cursor ?? null, limit],
  );
}

/** Adds a version, the first or a further one. */
export async function saveModule(tx: Queryable, module: TrainingModuleVersion): Promise<void> {
  const { id, version, title, capability, exercises, source, actor, recordedAt } = module;
  await tx.query(
    `INSERT INTO training_modules (id, version, updated_at, updated_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [id, version, recordedAt, actor],
  );
  await tx.query(
    `INSERT INTO training_module_versions (module_id, version, title, capability, exercises, source, actor, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, version, title, capability, JSON.stringify(exercises), source, actor, recordedAt],
  );
}

export interface TrainingRun {
  readonly id: string;
  readonly moduleId: string;
  readonly moduleVersion: number;
  readonly agentId: string;
  /** Empty: in its own role. */
  readonly personaId: string;
  readonly graded: readonly GradedAnswer[];
  readonly passed: number;
  /** Answers that could be judged. */
  readonly gradedCount: number;
  readonly actor: string;
  readonly at: Date;
}

export async function insertRun(tx: Queryable, run: TrainingRun): Promise<void> {
  const { id, moduleId, moduleVersion, agentId, personaId, graded, passed, gradedCount, actor, at } = run;
  await tx.query(
    `INSERT INTO training_runs (id, module_id, module_version, agent_id, persona_id, graded, passed, graded_count, actor, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, moduleId, moduleVersion, agentId, personaId, JSON.stringify(graded), passed, gradedCount, actor, at],
  );
}

/** Whether somebody has done a module since a time. */
export async function hasRunSince(
  tx: Queryable,
  { moduleId, agentId, personaId }: Pick<TrainingRun, 'moduleId' | 'agentId' | 'personaId'>,
  since: Date,
): Promise<boolean> {
  const [row] = await tx.query<{ has: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM training_runs WHERE agent_id = $2 AND module_id = $1 AND persona_id = $3 AND at > $4) AS has`,
    [moduleId, agentId, personaId, since],
  );
  return row!.has;
}

/** Newest first. */
export function listRuns(
  tx: Queryable,
  moduleId: string,
  cursor: string | undefined,
  limit: number,
): Promise<TrainingRun[]> {
  return tx.query<TrainingRun[]>(
    `SELECT id, module_id AS "moduleId", module_version AS "moduleVersion", agent_id AS "agentId", persona_id AS "personaId",
       graded, passed, graded_count AS "gradedCount", actor, at
     FROM training_runs WHERE module_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY training_runs.id DESC LIMIT $3`,
    [moduleId, cursor ?? null, limit],
  );
}

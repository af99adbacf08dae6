import type { EntityManager } from 'typeorm';
import type { Json } from '../../json.js';
import type { TaskState } from '../../tasks/task.js';
import type { Reader } from '../migration-rows.js';

/** How a task ended, as far as a comparison needs it. */
export interface TrialSide {
  readonly state: TaskState;
  readonly output: Json;
}

/** An act and its proposal, or one of them while the other goes on. */
export interface ShadowTrial {
  /** The act. */
  readonly taskId: string;
  readonly migrationId: string;
  readonly run: number;
  readonly capability: string;
  readonly act: TrialSide | null;
  readonly proposalTaskId: string | null;
  readonly proposal: TrialSide | null;
}

/** Both have ended. */
export type CompleteTrial = ShadowTrial & {
  readonly act: TrialSide;
  readonly proposal: TrialSide;
  readonly proposalTaskId: string;
};

export const COMPARISON_VERDICTS = ['match', 'difference', 'incomparable'] as const;
export type ComparisonVerdict = (typeof COMPARISON_VERDICTS)[number];

export interface ShadowComparison {
  /** UUIDv7, and so in the order of time. */
  readonly id: string;
  readonly migrationId: string;
  readonly run: number;
  readonly taskId: string;
  readonly proposalTaskId: string;
  readonly capability: string;
  readonly comparator: string;
  readonly verdict: ComparisonVerdict;
  readonly similarity: number;
  readonly differences: string;
  readonly at: Date;
}

/**
 * Keeps what has ended, and takes out those of which both sides now have: each is taken once, whichever side ends last and
 * whether or not both end at the same moment, since the row of a trial is locked by the first.
 */
export async function joinTrials(tx: EntityManager, sides: readonly ShadowTrial[], at: Date): Promise<CompleteTrial[]> {
  if (sides.length === 0) return [];
  await tx.query(
    `INSERT INTO shadow_trials AS t (task_id, migration_id, run, capability, act_state, act_output, proposal_task_id,
       proposal_state, proposal_output, at)
     SELECT "taskId", "migrationId", run, capability, act->>'state', act->'output', "proposalTaskId", proposal->>'state',
       proposal->'output', $2
     FROM jsonb_to_recordset($1::jsonb) AS s ("taskId" uuid, "migrationId" uuid, run integer, capability text, act jsonb,
       "proposalTaskId" uuid, proposal jsonb)
     ORDER BY "taskId"
     ON CONFLICT (task_id) DO UPDATE SET
       act_state = coalesce(excluded.act_state, t.act_state), act_output = coalesce(excluded.act_output, t.act_output),
       proposal_task_id = coalesce(excluded.proposal_task_id, t.proposal_task_id),
       proposal_state = coalesce(excluded.proposal_state, t.proposal_state),
       proposal_output = coalesce(excluded.proposal_output, t.proposal_output)`,
    [JSON.stringify(mergedByAct(sides)), at],
  );
  const [rows] = await tx.query<[CompleteTrial[], number]>(
    `DELETE FROM shadow_trials
     WHERE task_id = ANY($1::uuid[]) AND act_state IS NOT NULL AND proposal_state IS NOT NULL
     RETURNING task_id AS "taskId", migration_id AS "migrationId", run, capability, proposal_task_id AS "proposalTaskId",
       jsonb_build_object('state', act_state, 'output', act_output) AS act,
       jsonb_build_object('state', proposal_state, 'output', proposal_output) AS proposal`,
    [sides.map(({ taskId }) => taskId)],
  );
  return rows;
}

/** Both sides may end in one batch: a statement writes a row once. */
function mergedByAct(sides: readonly ShadowTrial[]): ShadowTrial[] {
  const merged = new Map<string, ShadowTrial>();
  for (const side of sides) {
    const other = merged.get(side.taskId);
    merged.set(side.taskId, {
      ...side,
      act: side.act ?? other?.act ?? null,
      proposal: side.proposal ?? other?.proposal ?? null,
      proposalTaskId: side.proposalTaskId ?? other?.proposalTaskId ?? null,
    });
  }
  return [...merged.values()];
}

export async function insertComparisons(tx: EntityManager, comparisons: readonly ShadowComparison[]): Promise<void> {
  if (comparisons.length === 0) return;
  await tx.query(
    `INSERT INTO shadow_comparisons (id, migration_id, run, task_id, proposal_task_id, capability, comparator, verdict,
       similarity, differences, at)
     SELECT id, "migrationId", run, "taskId", "proposalTaskId", capability, comparator, verdict, similarity, differences, at
     FROM jsonb_to_recordset($1::jsonb) AS c (id uuid, "migrationId" uuid, run integer, "taskId" uuid,
       "proposalTaskId" uuid, capability text, comparator text, verdict text, similarity double precision,
       differences text, at timestamptz)`,
    [JSON.stringify(comparisons)],
  );
}

export interface ComparisonFilter {
  readonly migrationId: string;
  readonly verdict?: ComparisonVerdict | undefined;
  readonly cursor?: string | undefined;
}

/** Newest first, of every run. */
export async function listComparisons(
  tx: Reader,
  filter: ComparisonFilter,
  limit: number,
): Promise<ShadowComparison[]> {
  return tx.query<ShadowComparison[]>(
    `SELECT id, migration_id AS "migrationId", run, task_id AS "taskId", proposal_task_id AS "proposalTaskId", capability,
       comparator, verdict, similarity, differences, at
     FROM shadow_comparisons
     WHERE migration_id = $1 AND ($2::text IS NULL OR verdict = $2) AND ($3::uuid IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [filter.migrationId, filter.verdict ?? null, filter.cursor ?? null, limit],
  );
}

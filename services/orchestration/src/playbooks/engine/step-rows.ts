import type { EntityManager } from 'typeorm';
import type { Json } from '../../json.js';
import { StepDoneAlready } from '../../tasks/steps/task-steps.js';

/** Keeps what steps computed, so that a resumed run goes on from the same figures. */
export async function keepSteps(
  tx: EntityManager,
  taskId: string,
  steps: ReadonlyMap<string, Json>,
  now: Date,
): Promise<void> {
  if (steps.size === 0) return;
  await tx.query(
    `INSERT INTO task_steps (task_id, step, state, output, begun_at, done_at)
     SELECT $1, step, 'done', output::jsonb, $4, $4 FROM unnest($2::text[], $3::text[]) AS kept (step, output)
     ON CONFLICT (task_id, step) DO NOTHING`,
    [taskId, [...steps.keys()], [...steps.values()].map((output) => JSON.stringify(output)), now],
  );
}

/** What a step came to in another run of the same task, when that one was first. Throws every other error on. */
export async function outputOfOther(
  tx: Pick<EntityManager, 'query'>,
  taskId: string,
  step: string,
  error: unknown,
): Promise<Json> {
  if (!(error instanceof StepDoneAlready)) throw error;
  const [row] = await tx.query<{ output: Json }[]>('SELECT output FROM task_steps WHERE task_id = $1 AND step = $2', [
    taskId,
    step,
  ]);
  return row?.output ?? null;
}

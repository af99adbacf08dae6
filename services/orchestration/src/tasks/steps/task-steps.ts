import type { EntityManager } from 'typeorm';
import type { Json } from '../../json.js';

/** Bytes of one step’s output: what is larger belongs elsewhere, and its place here. */
const JSON_MAX_BYTES = 256 * 1_024;

/** A step that another run of the same task has done already: this run's effect must be rolled back. */
export class StepDoneAlready extends Error {
  override readonly name = 'StepDoneAlready';
  constructor(taskId: string, step: string) {
    super(`the step ${step} of task ${taskId} is done already`);
  }
}

/**
 * Steps of a task's work, so that none that has an effect is done twice.
 *
 * A step whose effect lies in our own schema commits with {@link done}: of two runs that both think they hold the task, the row
 * lets one commit. A step with an effect elsewhere is marked by {@link begin} before, and repeated under the same key after a
 * crash: what it calls recognises it.
 */
export const taskSteps = {
  /** Marks a step as begun. @returns false when it was begun before, by a run that may have died in the middle of it */
  async begin(tx: Pick<EntityManager, 'query'>, taskId: string, step: string, now: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO task_steps (task_id, step, state, begun_at) VALUES ($1, $2, 'begun', $3)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [taskId, step, now],
    );
    return rows.length > 0;
  },

  /** @throws StepDoneAlready when it was done before: whatever this transaction did for it must not count */
  async done(tx: Pick<EntityManager, 'query'>, taskId: string, step: string, output: Json, now: Date): Promise<void> {
    const text = JSON.stringify(output);
    if (Buffer.byteLength(text) > JSON_MAX_BYTES)
      throw new Error(`the output of the step ${step} has more than ${JSON_MAX_BYTES} bytes`);
    const rows = await tx.query<unknown[]>(
      `INSERT INTO task_steps AS s (task_id, step, state, output, begun_at, done_at) VALUES ($1, $2, 'done', $3, $4, $4)
       ON CONFLICT (task_id, step) DO UPDATE SET state = 'done', output = excluded.output, done_at = excluded.done_at
       WHERE s.state = 'begun' RETURNING 1`,
      [taskId, step, text, now],
    );
    if (rows.length === 0) throw new StepDoneAlready(taskId, step);
  },
};

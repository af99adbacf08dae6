import type { EntityManager } from 'typeorm';
import { actingOf } from '../changes/acting.js';
import { taskColumns, toTask } from '../record/task-columns.js';
import type { TaskRecord } from '../record/task-record.js';
import { findDoneSteps } from '../record/task-rows.js';
import type { EngineParts } from './engine-parts.js';
import { executionRequest } from './execution-request.js';

const AT_ONCE = 20;
/** Who takes a compensation has it for so long, and after a failure it is tried again after this, ms. */
const TURN_MS = 60_000;
/** The longest that taking back may last, ms. */
const TIMEOUT_MS = 30_000;
/** A day of trying; then a person must look. */
const GIVEN_UP_AFTER_MS = 86_400_000;

/** Takes back what tasks have done that failed for good or were cancelled, until it is done: it outlives the process. */
export class Compensations {
  private readonly stopping = new AbortController();
  private working: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: EngineParts) {}

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  async sweep(): Promise<void> {
    const { work, clock } = this.parts;
    const due = await work.run((tx) => this.claim(tx, clock.now()));
    this.working = Promise.all(due.map((task) => this.takeBack(task)));
    await this.working;
  }

  private async claim(tx: EntityManager, now: Date): Promise<TaskRecord[]> {
    const [rows] = await tx.query<[Record<string, unknown>[], number]>(
      `UPDATE tasks t SET compensate_at = $2 FROM (
         SELECT id FROM tasks WHERE compensation = 'due' AND compensate_at <= $1
         ORDER BY compensate_at LIMIT $3 FOR UPDATE SKIP LOCKED
       ) d WHERE t.id = d.id RETURNING ${taskColumns('t.')}`,
      [now, new Date(now.getTime() + TURN_MS), AT_ONCE],
    );
    return rows.map(toTask);
  }

  private async takeBack(task: TaskRecord): Promise<void> {
    const { executors, rosters, clock, work, log } = this.parts;
    try {
      const steps = (await work.run((tx) => findDoneSteps(tx, [task.id]))).get(task.id);
      if (!steps || !executors.compensate) return await this.noted(task, 'none', null);
      const acting = actingOf(task, await rosters.current());
      if (!acting) return await this.noted(task, 'failed', 'the registry no longer says who could take it back');
      const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
      await executors.compensate(executionRequest(task, acting, steps, clock.now()), signal);
      await this.noted(task, 'done', `what was done was taken back: ${[...steps.keys()].join(', ')}`);
    } catch (error) {
      const { message } = error as Error;
      log.warn('what a task had done could not be taken back', { taskId: task.id, error: message });
      const isGivenUp = clock.now().getTime() - task.endedAt!.getTime() > GIVEN_UP_AFTER_MS;
      if (isGivenUp) await this.noted(task, 'failed', `could not be taken back, a person must look: ${message}`);
    }
  }

  private async noted(task: TaskRecord, state: 'none' | 'done' | 'failed', text: string | null): Promise<void> {
    await this.parts.work.run((tx) => note(tx, task, state, text, this.parts.clock.now()));
  }
}

async function note(
  tx: EntityManager,
  { id }: TaskRecord,
  compensation: 'none' | 'done' | 'failed',
  text: string | null,
  at: Date,
): Promise<void> {
  await tx.query(
    `WITH noted AS (
       UPDATE tasks SET compensation = $2, compensate_at = NULL, changes = changes + ($3::text IS NOT NULL)::integer
       WHERE id = $1 AND compensation = 'due' RETURNING id, changes, state
     ) INSERT INTO task_timeline (task_id, seq, at, move, state, note)
     SELECT id, changes, $4, 'noted', state, $3 FROM noted WHERE $3::text IS NOT NULL`,
    [id, compensation, text, at],
  );
}

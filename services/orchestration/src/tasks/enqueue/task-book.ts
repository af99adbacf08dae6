import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '@vividwalls/messaging';
import { afterCommit } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { TaskDesk } from '../ports.js';
import { rankOf, taskColumns, toTask } from '../record/task-columns.js';
import { WakeUps } from '../runner/wake-ups.js';
import type { NewTask } from '../task.js';
import { taskQueued } from '../told/task-events.js';
import { faultsOfTask, TaskRefused } from './task-faults.js';

const INSERT = `WITH added AS (
    INSERT INTO tasks (id, key, capability, input, context, priority, subject, requested_by, pinned_agent_id,
      pinned_persona_id, parent_id, retry_of, mode, shadow_of, test, correlation_id, causation_id, traceparent, due_at,
      created_at, run_after, leave, changes)
    SELECT id, key, capability, input, context, priority, subject, requested_by, pinned_agent_id, pinned_persona_id,
      parent_id, retry_of, mode, shadow_of, test, correlation_id, causation_id, traceparent, due_at, $2,
      greatest(run_after, $2), leave, 1
    FROM jsonb_to_recordset($1::jsonb) AS g (id uuid, key text, capability text, input jsonb, context jsonb,
      priority smallint, subject text, requested_by text, pinned_agent_id text, pinned_persona_id text, parent_id uuid,
      retry_of uuid, mode text, shadow_of uuid, test boolean, correlation_id text, causation_id text, traceparent text,
      due_at timestamptz, run_after timestamptz, leave jsonb)
    ORDER BY key COLLATE "C"
    ON CONFLICT (key) DO NOTHING
    RETURNING ${taskColumns()}
  ), told AS (
    INSERT INTO task_timeline (task_id, seq, at, move, state, actor, note)
    SELECT id, 1, $2, 'queued', 'queued', requested_by, 'asked for' FROM added
  ) SELECT * FROM added`;

/** Takes tasks into the queue, many in one statement. The same key is the same task, whoever comes first. */
@Injectable()
export class TaskBook extends TaskDesk {
  constructor(
    @Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>,
    private readonly clock: Clock,
    private readonly wakeUps: WakeUps,
  ) {
    super();
  }

  /** @throws TaskRefused when one of them can't be taken; none is then */
  async enqueue(tx: EntityManager, tasks: readonly NewTask[]): Promise<string[]> {
    if (tasks.length === 0) return [];
    for (const task of tasks) {
      const faults = faultsOfTask(task);
      if (faults.length > 0) throw new TaskRefused(task.key, faults);
    }
    const now = this.clock.now();
    const firsts = [...new Map(tasks.toReversed().map((task) => [task.key, task])).values()];
    const rows = await tx.query<Record<string, unknown>[]>(INSERT, [JSON.stringify(firsts.map(rowOf)), now]);
    const added = rows.map(toTask);
    await this.outbox.append(tx, added.map(taskQueued));
    const ids = new Map(added.map(({ key, id }) => [key, id]));
    await this.findKnown(tx, firsts, ids);
    if (added.length > 0) afterCommit(tx, () => this.wakeUps.ring());
    return tasks.map(({ key }) => ids.get(key)!);
  }

  private async findKnown(tx: EntityManager, tasks: readonly NewTask[], ids: Map<string, string>): Promise<void> {
    const others = tasks.filter(({ key }) => !ids.has(key)).map(({ key }) => key);
    if (others.length === 0) return;
    const rows = await tx.query<{ key: string; id: string }[]>(
      'SELECT key, id FROM tasks WHERE key = ANY($1::text[])',
      [others],
    );
    for (const { key, id } of rows) ids.set(key, id);
  }
}

const rowOf = (task: NewTask) => ({
  ...{ id: uuidv7(), key: task.key, capability: task.capability, input: task.input, context: task.context },
  ...{ priority: rankOf(task.priority), subject: task.subject, requested_by: task.requestedBy },
  ...{ pinned_agent_id: task.agentId ?? null, pinned_persona_id: task.personaId ?? null },
  ...{ parent_id: task.parentId ?? null, retry_of: task.retryOf ?? null, mode: task.mode ?? 'act' },
  ...{ shadow_of: task.shadowOf ?? null, test: task.test ?? false },
  ...{ correlation_id: task.cause.correlationId, causation_id: task.cause.causationId },
  ...{ traceparent: task.cause.traceparent ?? null, due_at: task.dueAt ?? null, run_after: task.runAfter ?? null },
  leave: task.leave ?? null,
});

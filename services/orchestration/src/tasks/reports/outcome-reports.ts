import { Injectable } from '@nestjs/common';
import { TaskOutcomeReported } from '@vividwalls/events';
import { Handles, NotYet, type EventEnvelope } from '@vividwalls/messaging';
import { afterCommit } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { ExecutionOutcome } from '../../executors/executor.js';
import type { Json } from '../../json.js';
import { Rosters } from '../../registry/roster.js';
import { end, ruleOutcome } from '../changes/rule-outcome.js';
import { TaskChange } from '../changes/task-change.js';
import { TaskChanges } from '../changes/task-changes.js';
import { Chance } from '../chance.js';
import { lockTasks } from '../record/task-rows.js';
import { WakeUps } from '../runner/wake-ups.js';

const OUR_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An answer may come before the call that led to it has returned, but not long before. */
const ANSWERED_EARLY_MS = 120_000;

/**
 * Answers of agents outside. The first one ends the task that waits for it; a second one, one for a task that has ended or was
 * given to another agent, and reports on work that is not ours change nothing.
 */
@Injectable()
export class OutcomeReports {
  constructor(
    private readonly changes: TaskChanges,
    private readonly rosters: Rosters,
    private readonly clock: Clock,
    private readonly chance: Chance,
    private readonly wakeUps: WakeUps,
  ) {}

  @Handles(TaskOutcomeReported)
  async hear(tx: EntityManager, { data, time }: EventEnvelope<TaskOutcomeReported>): Promise<void> {
    if (!OUR_ID.test(data.taskId)) return;
    const [task] = await lockTasks(tx, [data.taskId]);
    if (!task || task.endedAt !== null || task.agentId !== data.agentId) return;
    if (task.state !== 'running') return;
    if (task.waitsFor === null) {
      const until = new Date(Date.parse(time) + ANSWERED_EARLY_MS);
      throw new NotYet(`the task ${task.id} does not wait for an answer yet`, until);
    }
    if (task.waitsFor !== 'callback') return;
    const actor = `agent:${data.agentId}`;
    const context = { roster: await this.rosters.current(tx), chance: () => this.chance.next(), actor };
    const change = new TaskChange(task, this.clock.now());
    if (data.outcome === 'cancelled')
      end(change, 'cancel', { code: 'cancelled', message: data.error ?? 'cancelled outside' }, context);
    else ruleOutcome(change, outcomeOf(data), context);
    await this.changes.make(tx, [change], change.at);
    afterCommit(tx, () => this.wakeUps.ring());
  }
}

function outcomeOf({ outcome, output, error }: TaskOutcomeReported): ExecutionOutcome {
  if (outcome === 'succeeded') return { kind: 'succeeded', output: (output as Json | undefined) ?? {}, cost: {} };
  const code = outcome === 'timed_out' ? 'deadline' : 'executor_failed';
  return { kind: 'failed', code, message: error ?? 'it says no more', retryable: true, cost: {} };
}

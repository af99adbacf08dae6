import { Injectable } from '@nestjs/common';
import { ActApprovalDecided } from '@vividwalls/events';
import { HandlesBatch, type EventEnvelope } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { afterCommit } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import { TaskChange } from '../changes/task-change.js';
import { TaskChanges } from '../changes/task-changes.js';
import type { TaskRecord } from '../record/task-record.js';
import { lockTasks } from '../record/task-rows.js';
import { WakeUps } from '../runner/wake-ups.js';
import { hearAnswer, keepAnswers, markHeard, type AnswerHeard } from './answers-heard.js';
import { taskOfKey } from './task-question.js';

/**
 * Hears what became of the questions that tasks asked. The task is locked before the answer is written: one that begins to wait
 * meanwhile finds the answer, or is found waiting. Nothing begins by what is heard: leave is taken where the work begins.
 */
@Injectable()
export class ApprovalDecisionHandlers {
  constructor(
    private readonly changes: TaskChanges,
    private readonly clock: Clock,
    private readonly wakeUps: WakeUps,
  ) {}

  @HandlesBatch([ActApprovalDecided])
  async decided(tx: EntityManager, events: readonly EventEnvelope<object>[]): Promise<void> {
    const answers = (events as readonly EventEnvelope<ActApprovalDecided>[]).flatMap(answerOf);
    if (answers.length === 0) return;
    const tasks = new Map(
      (await lockTasks(tx, [...new Set(answers.map(({ taskId }) => taskId))])).map((task) => [task.id, task]),
    );
    const known = answers.filter(({ taskId }) => tasks.has(taskId));
    if (known.length === 0) return;
    await keepAnswers(tx, known);
    const now = this.clock.now();
    // One that is told twice in a batch is heard once.
    const byTask = new Map(
      known.filter(({ taskId, key }) => waitsFor(tasks.get(taskId)!, key)).map((answer) => [answer.taskId, answer]),
    );
    if (byTask.size === 0) return;
    await markHeard(tx, [...byTask.values()]);
    const changes = [...byTask].map(([id, answer]) => hearAnswer(new TaskChange(tasks.get(id)!, now), answer));
    await this.changes.make(tx, changes, now);
    afterCommit(tx, () => this.wakeUps.ring());
  }
}

const waitsFor = ({ state, waitsFor: what, approvalKey }: TaskRecord, key: string): boolean =>
  approvalKey === key && (state === 'awaiting_approval' || what === 'approval');

function answerOf({ data, time }: EventEnvelope<ActApprovalDecided>): AnswerHeard[] {
  const taskId = taskOfKey(data.key);
  if (taskId === undefined) return [];
  const { key, verdict, reason, decidedBy } = data;
  return [{ key, taskId, verdict, reason, decidedBy, at: new Date(time) }];
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { afterCommit } from '@vividwalls/persistence';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Json } from '../../json.js';
import { Rosters } from '../../registry/roster.js';
import { end, ruleOutcome } from '../changes/rule-outcome.js';
import { TaskChange } from '../changes/task-change.js';
import { TaskChanges } from '../changes/task-changes.js';
import { FREE } from '../changes/unlease.js';
import { TaskDesk } from '../ports.js';
import { routingOf, type TaskRecord } from '../record/task-record.js';
import { findTasks, lockTasks } from '../record/task-rows.js';
import { WakeUps } from '../runner/wake-ups.js';
import { moveTask, type TaskMove } from '../task-machine.js';
import { assertFits, noSuchTask, notPossible, unprocessable } from './task-problems.js';

/** Who does something to a task, and why. */
export interface Word {
  readonly by: string;
  readonly reason: string;
}

const LONGEST_ANSWER = 2_000;

/** What people do to tasks. Every act locks the task's row, asks the machine, and leaves a row in the timeline. */
@Injectable()
export class TaskActs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly changes: TaskChanges,
    private readonly desk: TaskDesk,
    private readonly rosters: Rosters,
    private readonly clock: Clock,
    private readonly wakeUps: WakeUps,
  ) {}

  /** At once when nobody has it; otherwise whoever has it is told to stop. @throws Problem 404, or 409 when it has ended */
  async cancel(id: string, { by, reason }: Word): Promise<TaskRecord> {
    return this.work.run(async (tx) => {
      const task = await this.locked(tx, id, 'cancel');
      if (task.leaseOwner !== null) {
        await this.requestCancel(tx, task, { by, reason });
        afterCommit(tx, () => this.wakeUps.cancel(id));
        return { ...task, cancelRequested: true };
      }
      const change = new TaskChange(task, this.clock.now());
      return this.made(tx, end(change, 'cancel', { code: 'cancelled', message: reason }, { actor: by }));
    });
  }

  /** What a task asked: by question. @throws Problem 403 for agents, 404, 409, 422 for questions that were not asked */
  async clarify(id: string, answers: Readonly<Record<string, string>>, by: string): Promise<TaskRecord> {
    return this.work.run(async (tx) => {
      const task = await this.locked(tx, id, 'clarified');
      assertPerson(by);
      const asked = routingOf(task)?.questions ?? [];
      const faults = Object.entries(answers).flatMap(([question, answer]) => [
        ...(asked.includes(question) ? [] : [{ pointer: `/clarifications/${question}`, message: 'was not asked' }]),
        ...(answer.trim() !== '' && answer.length <= LONGEST_ANSWER
          ? []
          : [{ pointer: `/clarifications/${question}`, message: `must have 1 to ${LONGEST_ANSWER} characters` }]),
      ]);
      if (Object.keys(answers).length === 0)
        faults.push({ pointer: '/clarifications', message: 'must have an answer' });
      if (faults.length > 0) throw unprocessable(faults);
      const clarifications = { ...task.context.clarifications, ...answers };
      const context = { ...task.context, clarifications };
      await tx.query('UPDATE tasks SET context = $2 WHERE id = $1', [id, JSON.stringify(context)]);
      const now = this.clock.now();
      const said = { note: 'the questions were answered', actor: by, facts: { ...answers } };
      const change = new TaskChange(task, now).move('clarified', said, { ...FREE, context, runAfter: now });
      return this.made(tx, change);
    });
  }

  /** What a person has done. @throws Problem 403 for agents, 404, 409, 422 when it is not what the capability promises */
  async finish(id: string, output: Json, by: string): Promise<TaskRecord> {
    return this.work.run(async (tx) => {
      const task = await this.locked(tx, id, 'succeed');
      if (task.waitsFor !== 'person') throw notPossible('it does not wait for a person');
      assertPerson(by);
      const roster = await this.rosters.current(tx);
      const capability = task.capability === null ? undefined : roster.capabilities.get(task.capability);
      if (capability) assertFits(capability.outputSchema, output, '/output');
      const outcome = { kind: 'succeeded' as const, output, cost: {} };
      // Nothing is left to chance: an output that fits is an end.
      const change = ruleOutcome(new TaskChange(task, this.clock.now()), outcome, {
        roster,
        chance: () => 0,
        actor: by,
      });
      return this.made(tx, change);
    });
  }

  /** The same work again, as a new task. @throws Problem 404, or 409 when it has not ended, or well */
  async retry(id: string, by: string, keyed?: KeyedRequest): Promise<TaskRecord> {
    return this.work.run(async (tx) => {
      const { id: made } = await once(tx, keyed, this.clock.now(), async () => {
        const task = (await findTasks(tx, [id]))[0];
        if (!task) throw noSuchTask(id);
        if (task.endedAt === null) throw notPossible('it has not ended');
        if (task.state === 'succeeded') throw notPossible('it has succeeded');
        const [again] = await this.desk.enqueue(tx, [againOf(task, by)]);
        return { id: again! };
      });
      return (await findTasks(tx, [made]))[0]!;
    });
  }

  private async locked(tx: EntityManager, id: string, move: TaskMove): Promise<TaskRecord> {
    const [task] = await lockTasks(tx, [id]);
    if (!task) throw noSuchTask(id);
    const position = moveTask(task, move);
    if ('refused' in position) throw notPossible(position.refused);
    return task;
  }

  private async made(tx: EntityManager, change: TaskChange): Promise<TaskRecord> {
    await this.changes.make(tx, [change], change.at);
    afterCommit(tx, () => this.wakeUps.ring());
    return change.after;
  }

  private async requestCancel(tx: EntityManager, { id, state }: TaskRecord, { by, reason }: Word): Promise<void> {
    await tx.query(
      `WITH asked AS (UPDATE tasks SET cancel_requested = true, changes = changes + 1 WHERE id = $1 RETURNING changes)
       INSERT INTO task_timeline (task_id, seq, at, move, state, actor, note)
       SELECT $1, changes, $2, 'noted', $3, $4, $5 FROM asked`,
      [id, this.clock.now(), state, by, `to be cancelled: ${reason}`],
    );
  }
}

function assertPerson(by: string): void {
  if (by.startsWith('agent:')) throw new Problem(403, 'Not for agents', 'A person must do this.');
}

function againOf(task: TaskRecord, by: string) {
  const { id, capability, input, context, priority, subject, pinnedAgentId, pinnedPersonaId, test } = task;
  return {
    ...{ key: `again/${id}/${uuidv7()}`, capability, input, context, priority, subject, requestedBy: by, test },
    ...(pinnedAgentId !== null && { agentId: pinnedAgentId }),
    ...(pinnedPersonaId !== null && { personaId: pinnedPersonaId }),
    ...{ mode: task.mode, retryOf: id },
    cause: { correlationId: task.correlationId, causationId: id },
  };
}

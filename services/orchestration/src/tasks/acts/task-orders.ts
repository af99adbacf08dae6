import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { JsonObject } from '../../json.js';
import { Rosters, type Roster } from '../../registry/roster.js';
import { faultsOfTask } from '../enqueue/task-faults.js';
import { TaskDesk } from '../ports.js';
import { findTasks } from '../record/task-rows.js';
import type { TaskRecord } from '../record/task-record.js';
import type { NewTask, Priority, TaskContext } from '../task.js';
import { misfits, pointed, unprocessable, type Fault } from './task-problems.js';

/** Work as a person or an agent asks for it. */
export interface TaskOrder {
  readonly key?: string;
  readonly capability?: string;
  readonly input: JsonObject;
  readonly context?: TaskContext;
  readonly priority?: Priority;
  readonly subject: string;
  readonly agentId?: string;
  readonly dueAt?: string;
  readonly runAfter?: string;
  readonly test?: boolean;
}

/** What became of one of many orders. */
export interface TakenOrder {
  readonly id: string;
  readonly key: string;
  /** False when the task was there already, or comes earlier in the same batch. */
  readonly isNew: boolean;
}

/** Who orders, and with which request. */
export interface OrderedBy {
  readonly by: string;
  readonly keyed?: KeyedRequest | undefined;
  readonly traceparent?: string | undefined;
}

/** Takes orders for work, after a look at whether they can be filled. */
@Injectable()
export class TaskOrders {
  constructor(
    private readonly work: UnitOfWork,
    private readonly desk: TaskDesk,
    private readonly rosters: Rosters,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 422 with every fault */
  async take(order: TaskOrder, { by, keyed, traceparent }: OrderedBy): Promise<TaskRecord> {
    return this.work.run(async (tx) => {
      const { id } = await once(tx, keyed, this.clock.now(), async () => {
        const task = taskOf(order, by, traceparent);
        const faults = faultsOf(order, task, await this.rosters.current(tx), '');
        if (faults.length > 0) throw unprocessable(faults);
        const [id] = await this.desk.enqueue(tx, [task]);
        return { id: id! };
      });
      return (await findTasks(tx, [id]))[0]!;
    });
  }

  /**
   * Takes all of them, or none.
   * @throws Problem 422 with every fault of each, by JSON pointer below `/tasks/<its place>`
   */
  async takeAll(orders: readonly TaskOrder[], { by, keyed, traceparent }: OrderedBy): Promise<TakenOrder[]> {
    return this.work.run(async (tx) => {
      const { items } = await once(tx, keyed, this.clock.now(), async () => {
        const tasks = orders.map((order) => taskOf(order, by, traceparent));
        const roster = await this.rosters.current(tx);
        const faults = orders.flatMap((order, i) => faultsOf(order, tasks[i]!, roster, `/tasks/${i}`));
        if (faults.length > 0) throw unprocessable(faults.slice(0, FAULTS_MAX));
        return { items: await this.enqueued(tx, tasks) };
      });
      return items;
    });
  }

  private async enqueued(tx: EntityManager, tasks: readonly NewTask[]): Promise<TakenOrder[]> {
    const ids = await this.desk.enqueue(tx, tasks);
    // A task that somebody else asked for keeps what caused it: that tells whose it is, whoever came first.
    const rows = await tx.query<{ id: string; cause: string }[]>(
      'SELECT id, correlation_id AS cause FROM tasks WHERE id = ANY($1::uuid[])',
      [ids],
    );
    const causes = new Map(rows.map(({ id, cause }) => [id, cause]));
    return tasks.map(({ key, cause }, i) => {
      const id = ids[i]!;
      return { id, key, isNew: causes.get(id) === cause.correlationId };
    });
  }
}

/** Faults that an answer lists; who has more learns of the rest with the next try. */
const FAULTS_MAX = 200;

function faultsOf(order: TaskOrder, task: NewTask, roster: Roster, below: string): Fault[] {
  const { capability, agentId, input } = order;
  const known = capability === undefined ? undefined : roster.capabilities.get(capability);
  return [
    ...(capability !== undefined && !known ? [{ pointer: `${below}/capability`, message: 'is no capability' }] : []),
    ...(agentId !== undefined && !roster.agents.has(agentId)
      ? [{ pointer: `${below}/agentId`, message: 'is no agent' }]
      : []),
    ...(known ? misfits(known.inputSchema, input, `${below}/input`) : []),
    ...faultsOfTask(task).map((fault) => pointed(fault, below)),
  ];
}

function taskOf(order: TaskOrder, by: string, traceparent: string | undefined): NewTask {
  const {
    capability = null,
    input,
    context = {},
    priority = 'medium',
    subject,
    agentId,
    dueAt,
    runAfter,
    test,
  } = order;
  const id = uuidv7();
  return {
    ...{ key: order.key ?? `order/${id}`, capability, input, context: { ...context }, priority, subject },
    ...{ requestedBy: by, ...(agentId !== undefined && { agentId }), ...(test !== undefined && { test }) },
    ...(dueAt !== undefined && { dueAt: new Date(dueAt) }),
    ...(runAfter !== undefined && { runAfter: new Date(runAfter) }),
    cause: { correlationId: id, causationId: id, ...(traceparent !== undefined && { traceparent }) },
  };
}

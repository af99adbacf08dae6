import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { asProblem, Clock, once, type KeyedRequest } from '@vividwalls/platform';
import { v7 as uuidv7 } from 'uuid';
import type { JsonObject } from '../../json.js';
import { Rosters, type Roster } from '../../registry/roster.js';
import { TaskRefused } from '../enqueue/task-faults.js';
import { TaskDesk } from '../ports.js';
import { findTasks } from '../record/task-rows.js';
import type { TaskRecord } from '../record/task-record.js';
import type { NewTask, Priority, TaskContext } from '../task.js';
import { assertFits, unprocessable } from './task-problems.js';

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
  async take(order: TaskOrder, by: string, keyed?: KeyedRequest, traceparent?: string): Promise<TaskRecord> {
    return this.work.run(async (tx) => {
      const { id } = await once(tx, keyed, this.clock.now(), async () => {
        assertFillable(order, await this.rosters.current(tx));
        const [id] = await asProblem(this.desk.enqueue(tx, [taskOf(order, by, traceparent)]), tooMuch);
        return { id: id! };
      });
      return (await findTasks(tx, [id]))[0]!;
    });
  }
}

function assertFillable({ capability, agentId, input }: TaskOrder, roster: Roster): void {
  const known = capability === undefined ? undefined : roster.capabilities.get(capability);
  const faults = [
    ...(capability !== undefined && !known ? [{ pointer: '/capability', message: 'is no capability' }] : []),
    ...(agentId !== undefined && !roster.agents.has(agentId) ? [{ pointer: '/agentId', message: 'is no agent' }] : []),
  ];
  if (faults.length > 0) throw unprocessable(faults);
  if (known) assertFits(known.inputSchema, input, '/input');
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

function tooMuch(error: unknown) {
  if (!(error instanceof TaskRefused)) return undefined;
  return unprocessable(
    error.faults.map((fault) => {
      const space = fault.indexOf(' ');
      return { pointer: fault.slice(0, space), message: fault.slice(space + 1) };
    }),
  );
}

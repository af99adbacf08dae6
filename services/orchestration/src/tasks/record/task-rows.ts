import { Parameters } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import type { Json } from '../../json.js';
import type { TaskState, WaitsFor } from '../task.js';
import { lateOrders } from './late-orders.js';
import { ORDER_OF_TASK } from './order-of-task.js';
import { taskColumns, toTask } from './task-columns.js';
import type { TaskRecord } from './task-record.js';

export type Reader = Pick<EntityManager, 'query'>;

const selectTasks = async (reader: Reader, where: string, parameters: unknown[]): Promise<TaskRecord[]> =>
  (await reader.query<Record<string, unknown>[]>(`SELECT ${taskColumns()} FROM tasks ${where}`, parameters)).map(
    toTask,
  );

/** Tasks by id, in no order. */
export function findTasks(reader: Reader, ids: readonly string[]): Promise<TaskRecord[]> {
  return selectTasks(reader, 'WHERE id = ANY($1::uuid[])', [ids]);
}

/** The same, locked in the order of their ids. */
export function lockTasks(tx: EntityManager, ids: readonly string[]): Promise<TaskRecord[]> {
  return selectTasks(tx, 'WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [ids]);
}

/** Outputs of the steps that are done, by task and step. */
export async function findDoneSteps(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Json>>> {
  const rows = await reader.query<{ task_id: string; step: string; output: Json }[]>(
    `SELECT task_id, step, output FROM task_steps WHERE task_id = ANY($1::uuid[]) AND state = 'done'`,
    [ids],
  );
  const steps = new Map<string, Map<string, Json>>();
  for (const { task_id, step, output } of rows) {
    const done = steps.get(task_id) ?? new Map<string, Json>();
    steps.set(task_id, done.set(step, output));
  }
  return steps;
}

export interface TaskFilter {
  readonly states?: readonly TaskState[] | undefined;
  readonly waitsFor?: readonly WaitsFor[] | undefined;
  readonly agentId?: string | undefined;
  readonly capability?: string | undefined;
  /** Also of the order that is named beside it. */
  readonly subject?: string | undefined;
  readonly parentId?: string | undefined;
  /** Past its time by this moment. */
  readonly overdueAt?: Date | undefined;
  /** Fulfils an order that is late at this moment. */
  readonly orderLateAt?: Date | undefined;
  /** Id of the last one of the page before. */
  readonly cursor?: string | undefined;
}

/** Tasks for a list, newest first. */
export function listTasks(reader: Reader, filter: TaskFilter, limit: number): Promise<TaskRecord[]> {
  const parameters = new Parameters();
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? [] : [`${column} = ${parameters.one(value)}`];
  const where = [
    ...(filter.states ? [`state = ANY(${parameters.array(filter.states, 'text')})`] : []),
    ...(filter.waitsFor ? [`waits_for = ANY(${parameters.array(filter.waitsFor, 'text')})`] : []),
    ...equal('agent_id', filter.agentId),
    ...equal('capability', filter.capability),
    ...(filter.subject === undefined ? [] : [about(parameters.one(filter.subject))]),
    ...(filter.parentId === undefined ? [] : [`parent_id = ${parameters.one(filter.parentId)}::uuid`]),
    ...(filter.overdueAt ? [overdue(parameters.one(filter.overdueAt))] : []),
    ...(filter.orderLateAt ? [`id IN (SELECT task_id ${lateOrders(parameters.one(filter.orderLateAt))})`] : []),
    ...(filter.cursor === undefined ? [] : [`id < ${parameters.one(filter.cursor)}::uuid`]),
  ];
  const narrowed = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  return selectTasks(reader, `${narrowed} ORDER BY id DESC LIMIT ${parameters.one(limit)}`, parameters.values);
}

const about = (id: string): string =>
  `(subject = ${id} OR (${ORDER_OF_TASK} = ${id} AND ${ORDER_OF_TASK} IS NOT NULL))`;

const overdue = (now: string): string => `ended_at IS NULL AND (due_at <= ${now} OR waits_until <= ${now})`;

/** Whether it should have been done, or what it waits for should have come. */
export function isOverdue({ endedAt, dueAt, waitsUntil }: TaskRecord, now: Date): boolean {
  return endedAt === null && ((dueAt !== null && dueAt <= now) || (waitsUntil !== null && waitsUntil <= now));
}

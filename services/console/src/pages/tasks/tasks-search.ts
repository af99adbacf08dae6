import type { components } from '../../api/openapi';

export type TaskView = components['schemas']['TaskView'];
export type TaskState = TaskView['state'];
export type WaitsFor = NonNullable<TaskView['waitsFor']>;

export const TASK_STATES: readonly TaskState[] = [
  ...(['queued', 'routed', 'budget_reserved', 'awaiting_approval', 'running'] as const),
  ...(['succeeded', 'failed', 'timed_out', 'cancelled'] as const),
];
export const WAITS_FOR: readonly WaitsFor[] = [
  ...(['retry', 'clarification', 'budget', 'callback', 'person', 'task', 'approval'] as const),
];

/** Waits for a person's answer; what waits for an approval is in the inbox. */
export const FOR_PEOPLE = 'clarification,person';

/** Which tasks are shown; kept in the address. */
export interface TasksSearch {
  /** One state, or several with commas: `failed,timed_out`. */
  readonly state?: string;
  /** What it waits for, or several with commas: `person,clarification`. */
  readonly waitsFor?: string;
  readonly agent?: string;
  readonly capability?: string;
  readonly subject?: string;
  readonly overdue?: true;
  /** Of orders that should be at the printer by now. */
  readonly orderLate?: true;
}

/** Reads an address; what no list of tasks has is left out. Numbers are subjects too: orders are called by them. */
export function readTasksSearch(search: Readonly<Record<string, unknown>>): TasksSearch {
  const { waitsFor, overdue, orderLate } = search;
  const states = statesOf(search['state']);
  const waits = waitsOf(waitsFor);
  return {
    ...(states.length > 0 && { state: states.join(',') }),
    ...(waits.length > 0 && { waitsFor: waits.join(',') }),
    ...text('agent', search['agent'], 64),
    ...text('capability', search['capability'], 64),
    ...text('subject', search['subject'], 255),
    ...(isTrue(overdue) && { overdue: true as const }),
    ...(isTrue(orderLate) && { orderLate: true as const }),
  };
}

/** The same as the API is asked. */
export function tasksQuery({ state, waitsFor, overdue, orderLate, ...rest }: TasksSearch) {
  const [states, waits] = [statesOf(state), waitsOf(waitsFor)];
  return {
    ...rest,
    ...(states.length > 0 && { state: states }),
    ...(waits.length > 0 && { waitsFor: waits }),
    ...(overdue && { overdue: 'true' as const }),
    ...(orderLate && { orderLate: 'true' as const }),
  };
}

const isTrue = (value: unknown): boolean => value === true || value === 'true';

const statesOf = (value: unknown): TaskState[] =>
  typeof value === 'string' ? TASK_STATES.filter((state) => value.split(',').includes(state)) : [];

const waitsOf = (value: unknown): WaitsFor[] =>
  typeof value === 'string' ? WAITS_FOR.filter((one) => value.split(',').includes(one)) : [];

function text(name: string, value: unknown, most: number): object {
  const words = (typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '').trim();
  return words === '' ? {} : { [name]: words.slice(0, most) };
}

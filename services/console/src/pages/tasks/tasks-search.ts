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

/** Which tasks are shown; kept in the address. */
export interface TasksSearch {
  /** One state, or several with commas: `failed,timed_out`. */
  readonly state?: string;
  readonly waitsFor?: WaitsFor;
  readonly agent?: string;
  readonly capability?: string;
  readonly subject?: string;
  readonly overdue?: true;
}

/** Reads an address; what no list of tasks has is left out. Numbers are subjects too: orders are called by them. */
export function readTasksSearch(search: Readonly<Record<string, unknown>>): TasksSearch {
  const { waitsFor, overdue } = search;
  const states = statesOf(search['state']);
  const waits = WAITS_FOR.find((one) => one === waitsFor);
  return {
    ...(states.length > 0 && { state: states.join(',') }),
    ...(waits && { waitsFor: waits }),
    ...text('agent', search['agent'], 64),
    ...text('capability', search['capability'], 64),
    ...text('subject', search['subject'], 255),
    ...((overdue === true || overdue === 'true') && { overdue: true as const }),
  };
}

/** The same as the API is asked. */
export function tasksQuery({ state, overdue, ...rest }: TasksSearch) {
  const states = statesOf(state);
  return { ...rest, ...(states.length > 0 && { state: states }), ...(overdue && { overdue: 'true' as const }) };
}

const statesOf = (value: unknown): TaskState[] =>
  typeof value === 'string' ? TASK_STATES.filter((state) => value.split(',').includes(state)) : [];

function text(name: string, value: unknown, most: number): object {
  const words = (typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '').trim();
  return words === '' ? {} : { [name]: words.slice(0, most) };
}

/** Addresses of the engine. */
export const TASKS = '/api/orchestration/tasks';
export const QUEUE = '/api/orchestration/queue';

export const taskPath = (id: string): string => `${TASKS}/${encodeURIComponent(id)}`;

export const TASK_STATES = [
  ...(['queued', 'routed', 'budget_reserved', 'awaiting_approval', 'running'] as const),
  ...(['succeeded', 'failed', 'timed_out', 'cancelled'] as const),
] as const;

export const WAITS_FOR = ['retry', 'clarification', 'budget', 'callback', 'person', 'task', 'approval'] as const;

export const PRIORITIES = ['high', 'medium', 'low'] as const;

const ENDS: ReadonlySet<string> = new Set(['succeeded', 'failed', 'timed_out', 'cancelled']);

export const hasEnded = ({ state }: { readonly state: string }): boolean => ENDS.has(state);

import type { TaskRecord } from '../record/task-record.js';

/** Nobody holds it, and nothing is waited for. */
export const FREE = {
  leaseOwner: null,
  leaseUntil: null,
  waitsUntil: null,
  overdueTold: false,
} as const satisfies Partial<TaskRecord>;

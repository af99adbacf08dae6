import type { Tone } from '../../ui/badge';
import type { TaskState, WaitsFor } from './tasks-search';

/** What a state is called, and how it stands out. */
export const STATES: Readonly<Record<TaskState, { readonly label: string; readonly tone: Tone }>> = {
  queued: { label: 'Queued', tone: 'none' },
  routed: { label: 'Given to an agent', tone: 'none' },
  budget_reserved: { label: 'Budget reserved', tone: 'none' },
  awaiting_approval: { label: 'Needs approval', tone: 'warn' },
  running: { label: 'Running', tone: 'info' },
  succeeded: { label: 'Succeeded', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  timed_out: { label: 'Out of time', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'none' },
};

export const WAITS: Readonly<Record<WaitsFor, string>> = {
  ...{ retry: 'its next try', clarification: 'an answer', budget: 'a budget', callback: 'an agent outside' },
  ...{ person: 'a person', task: 'its own tasks', approval: 'an approval' },
};

export const STAGES = {
  ...{ assigned: 'the first choice', persona: 'another persona', agent: 'another agent' },
  ...{ director: 'the director', person: 'a person' },
} as const;

export const ENDED: ReadonlySet<TaskState> = new Set(['succeeded', 'failed', 'timed_out', 'cancelled']);

/** What happened to a task, in a few words; those that are not here are said as the API names them. */
export const MOVES: Readonly<Record<string, string>> = {
  ...{ queued: 'Asked for', route: 'Given to an agent', clarify: 'Asked back', clarified: 'Answered' },
  ...{
    reserve: 'Budget reserved',
    await_budget: 'Waits for budget',
    put_back: 'Put back',
    ask_approval: 'Asked for approval',
  },
  ...{ approve: 'Allowed', reject: 'Not allowed', begin: 'Began', wait_for_callback: 'Waits for an agent outside' },
  ...{ wait_for_person: 'Waits for a person', wait_for_task: 'Waits for a task of its own' },
  ...{
    wait_for_approval: 'Waits for an approval',
    resume: 'Went on',
    reclaim: 'Taken over from a runner that fell silent',
  },
  ...{ retry: 'Failed, to be tried again', fall_back: 'Failed, given to the next', succeed: 'Succeeded' },
  ...{ fail: 'Failed', time_out: 'Out of time', cancel: 'Cancelled', noted: 'Noted' },
};

/** How a move stands out. */
export const MOVE_TONES: Readonly<Record<string, Tone>> = {
  ...{
    succeed: 'good',
    approve: 'good',
    fail: 'bad',
    time_out: 'bad',
    reject: 'bad',
    retry: 'warn',
    fall_back: 'warn',
  },
  ...{ reclaim: 'warn', put_back: 'warn', clarify: 'warn', wait_for_person: 'warn', ask_approval: 'warn' },
};

import type { TaskShown } from '@vividwalls/contracts';
import type { Context } from '../context.js';
import { followUp } from '../messaging/follow.js';
import { stateText } from './task-state.js';
import { hasEnded, TASK_STATES, taskPath } from './tasks-api.js';

/** The states before the ends, in which it is one step further each. */
const STEPS = TASK_STATES.indexOf('succeeded');

/** What only a person brings on may take days. */
const WAITS_FOR_PEOPLE: ReadonlySet<string> = new Set(['clarification', 'budget', 'person', 'approval']);

/** Whether looking at it any longer is of use. */
export const goesOnAlone = (task: Pick<TaskShown, 'state' | 'waitsFor'>): boolean =>
  !hasEnded(task) && task.state !== 'awaiting_approval' && !WAITS_FOR_PEOPLE.has(task.waitsFor ?? '');

/** Looks at a task until it has ended, or a person must do something. It goes on without whoever looks at it. */
export function awaitEnd(context: Context, task: TaskShown): Promise<TaskShown> {
  return followUp(context, task, {
    title: 'Task',
    path: taskPath(task.id),
    isRunning: goesOnAlone,
    progress: (now) => ({ done: stepOf(now), total: STEPS, note: stateText(now) }),
    goesOn: `The task goes on. See: vw tasks show ${task.id}\nCancel it: vw tasks cancel ${task.id}`,
  });
}

function stepOf({ state }: TaskShown): number {
  const step = (TASK_STATES as readonly string[]).indexOf(state);
  return step === -1 ? 0 : Math.min(step, STEPS);
}

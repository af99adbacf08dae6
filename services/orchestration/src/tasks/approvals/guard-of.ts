import type { Acting } from '../changes/acting.js';
import type { Guarded } from '../changes/taking.js';
import type { TaskRecord } from '../record/task-record.js';
import { actOfTask } from './act-of-task.js';
import { questionOfTask } from './task-question.js';

/**
 * What governance is asked before a task begins; undefined when it may begin at once. A task with leave of its parent depends on
 * that although its capability would not ask: whoever handed it over meant it.
 */
export function guardOf(task: TaskRecord, acting: Acting): Pick<Guarded, 'question' | 'isOwn'> | undefined {
  const own = actOfTask(task, acting);
  if (own) return { question: questionOfTask(task, acting, own), isOwn: true };
  if (task.leave === null || task.mode === 'propose' || task.stage === 'person') return undefined;
  const act = { act: task.leave.act, facts: {}, why: acting.capability.title };
  return { question: questionOfTask(task, acting, act), isOwn: false };
}

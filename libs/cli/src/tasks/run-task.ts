import { randomUUID } from 'node:crypto';
import type { TaskShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { usageError } from '../command-error.js';
import { ExitCode } from '../exit-codes.js';
import { shown } from '../terminal.js';
import { awaitEnd } from './await-end.js';
import { jsonObject } from './json-input.js';
import { nextStep } from './next-step.js';
import { stateText, workerText } from './task-state.js';
import { hasEnded, TASKS } from './tasks-api.js';

export interface RunOptions {
  readonly input?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly agent?: string;
  readonly priority?: string;
  readonly runAfter?: string;
  readonly due?: string;
  /** The same key is the same task. */
  readonly taskKey?: string;
  readonly wait?: boolean;
}

/** Asks for a piece of work. With --wait, exit code 1 when it did not succeed, or waits for a person. */
export const runTask: Action<RunOptions> = async (context, options, [capability]) => {
  const { api, output, terminal } = context;
  const {
    input,
    subject,
    text,
    agent,
    priority,
    runAfter,
    due,
    taskKey = `vw/${randomUUID()}`,
    wait = false,
  } = options;
  if (capability === undefined && text === undefined)
    throw usageError('What is to be done? Name a capability, or say it in words: --text "…"');
  const order = {
    ...{ key: taskKey, capability, priority, agentId: agent, runAfter, dueAt: due },
    input: input === undefined ? {} : await jsonObject(terminal, '--input', input),
    // About nothing else but itself: it is nobody's customer and no order.
    subject: subject ?? taskKey,
    ...(text !== undefined && { context: { text } }),
  };
  const asked = await api.post<TaskShown>(TASKS, order);
  const task = wait ? await awaitEnd(context, asked) : asked;
  output.result(task, () => outcomeText(task));
  if (!wait) return ExitCode.ok;
  return task.state === 'succeeded' ? ExitCode.ok : ExitCode.negative;
};

/** What became of it until now, and what to do next. */
export function outcomeText(task: TaskShown): string {
  const worker = workerText(task);
  const lines = [`Task ${task.id} is ${stateText(task)}${worker ? `, ${worker}` : ''}.`];
  if (task.error) lines.push(`${task.error.code}: ${task.error.message}`);
  if (task.state === 'succeeded') lines.push(JSON.stringify(task.output));
  const next = nextStep(task) ?? (hasEnded(task) ? null : `See how it goes: vw tasks show ${task.id}`);
  return [...lines, ...(next === null ? [] : next.split('\n'))].map(shown).join('\n');
}

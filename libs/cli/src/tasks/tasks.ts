import type { TaskShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import type { Context } from '../context.js';
import { columns } from '../output.js';
import { TASKS } from './tasks-api.js';
import { stateText, workerText } from './task-state.js';

const PAGE_SIZE = 200;

/** Enough of an error to tell one from another. */
const SHOWN_ERROR_CHARACTERS = 80;

export interface TasksOptions {
  readonly limit: number;
  readonly state?: string;
  readonly agent?: string;
  readonly waitsFor?: string;
  readonly capability?: string;
  readonly subject?: string;
  readonly overdue?: boolean;
}

/** Tasks, newest first. */
export const tasks: Action<TasksOptions> = async (context, { limit, overdue, ...given }) => {
  const { api, output } = context;
  const { state, agent, waitsFor, capability, subject } = given;
  const asked = { state, agent, waitsFor, capability, subject };
  const filter = { ...asked, ...(overdue && { overdue: 'true' }) };
  const items = await api.list<TaskShown>(TASKS, filter, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length > 0) return taskTable(context, items);
    if (overdue) return 'No task is overdue.';
    const filtered = Object.values(asked).some((value) => value !== undefined);
    return filtered
      ? 'No tasks match. All of them: vw tasks list'
      : 'No tasks yet. They come of events (vw activation list), or of: vw tasks run CAPABILITY --input JSON';
  });
};

function taskTable({ output }: Context, items: readonly TaskShown[]): string {
  const titles = ['id', 'created', 'state', 'capability', 'by', 'about', 'priority', 'due', 'error'];
  return output.table(
    columns(titles),
    items.map((one) => [
      ...[one.id, one.createdAt, stateText(one), one.capability ?? '(not found yet)', workerText(one), one.subject],
      ...[one.priority, dueText(one), one.error ? errorText(one.error) : ''],
    ]),
  );
}

const errorText = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  `${code}: ${message.split('\n')[0]!}`.slice(0, SHOWN_ERROR_CHARACTERS);

const dueText = ({ dueAt, overdue }: TaskShown): string => (overdue ? `${dueAt ?? ''} OVERDUE`.trim() : (dueAt ?? ''));

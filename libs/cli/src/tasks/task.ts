import type { TaskShown, TaskTimelineEntry } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import type { Api } from '../api/api.js';
import { taskPath } from './tasks-api.js';
import { taskText } from './task-text.js';

/** Entries a page. */
const PAGE_SIZE = 200;

/** One task and everything that happened to it. Exit code 5 when there is none of that id. */
export const task: Action<{ limit: number }> = async ({ api, output }, { limit }, [id]) => {
  const found = await api.get<TaskShown>(taskPath(id!));
  const timeline = await timelineOf(api, id!, limit);
  output.result({ ...found, timeline }, () => taskText(output, found, timeline));
};

async function timelineOf(api: Api, id: string, limit: number): Promise<TaskTimelineEntry[]> {
  const entries = await api.list<TaskTimelineEntry>(`${taskPath(id)}/timeline`, {}, limit, PAGE_SIZE);
  return entries;
}

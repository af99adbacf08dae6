import { z } from 'zod';
import { defineTool, theAgent } from '../tool.js';
import { listOwnTasks, taskLine } from './own-tasks.js';

const TASKS_MAX = 50;

export const myTasks = defineTool({
  name: 'my_tasks',
  title: 'My tasks',
  description: 'Tasks that you have, or asked for, newest first, paged by cursor. Nobody else’s are shown.',
  scope: 'mcp:tasks',
  callers: 'agents',
  effect: 'reads',
  input: z.strictObject({
    which: z.enum(['open', 'ended', 'all']).default('open'),
    cursor: z.uuid().optional().describe('nextCursor of the page before'),
    limit: z.int().min(1).max(TASKS_MAX).default(20),
  }),
  output: z.object({ tasks: z.array(taskLine), nextCursor: z.string().optional() }),
  async run({ which, cursor, limit }, call) {
    const { id } = theAgent(call);
    const found = await listOwnTasks(call.sources.dataSource, id, { which, cursor, limit: limit + 1 });
    const tasks = found.slice(0, limit);
    const lines = tasks.map((task) => `${task.id} ${task.capability ?? '(not routed)'} ${task.state} ${task.subject}`);
    return {
      result: { tasks, ...(found.length > limit && { nextCursor: tasks.at(-1)!.id }) },
      text: lines.length > 0 ? lines.join('\n') : 'None.',
    };
  },
});

import { TASK_OUTCOMES } from '@vividwalls/events';
import { z } from 'zod';
import { notFound, ToolRefusal } from '../calls/tool-refusal.js';
import { defineTool, theAgent } from '../tool.js';
import { anything, instant, namespaced } from './fields.js';
import { handIn } from './hand-in-report.js';
import { findOwnTask } from './own-tasks.js';

/** A year. */
const LONGEST_MS = 366 * 86_400_000;

export const reportOutcome = defineTool({
  name: 'report_outcome',
  title: 'Report the outcome of a task',
  description:
    'How a task ended that was given to you and waits for your answer. The first report of a try ends it; the task itself changes ' +
    'a moment later: look with read_task.',
  scope: 'mcp:report',
  callers: 'agents',
  effect: 'does_once_per_key',
  input: z.strictObject({
    taskId: z.uuid(),
    outcome: z.enum(TASK_OUTCOMES),
    durationMs: z.int().min(0).max(LONGEST_MS),
    output: anything.optional().describe('As the capability’s schema says, when it succeeded'),
    error: z.string().min(1).max(1_000).optional().describe('Why, when it did not'),
    occurredAt: instant.optional().describe('Now when left out'),
  }),
  output: z.object({ eventId: z.string(), taskId: z.string() }),
  async run({ occurredAt, ...data }, call) {
    const agentId = theAgent(call).id;
    const task = await findOwnTask(call.sources.dataSource, agentId, data.taskId);
    if (task?.agentId !== agentId) throw notFound(`task ${data.taskId}`);
    if (task.endedAt !== null) throw new ToolRefusal('not_possible', `The task has ended: ${task.state}.`);
    // One report for one try: after a fallback or a retry the next one is another.
    const id = namespaced(agentId, `${task.id}/${task.tries}`);
    const report = { type: 'task.outcome_reported', id, occurredAt, test: task.test } as const;
    const eventId = await handIn({ ...report, data: { ...data, agentId } }, call);
    return {
      result: { eventId, taskId: task.id },
      text: `Taken, as the event ${eventId}. The task changes in a moment.`,
    };
  },
});

import { z } from 'zod';
import { notFound } from '../calls/tool-refusal.js';
import { defineTool, theAgent } from '../tool.js';
import { findOwnTask, iso, lineOf, taskLine } from './own-tasks.js';

/** Lines of a timeline that are shown, the last ones. */
const TIMELINE_MAX = 20;

interface Line {
  readonly at: Date;
  readonly move: string;
  readonly state: string;
  readonly actor: string | null;
  readonly note: string;
}

export const readTask = defineTool({
  name: 'read_task',
  title: 'Read a task',
  description: 'One task that you have, or asked for: what it says, how it stands, and what happened to it last.',
  scope: 'mcp:tasks',
  callers: 'agents',
  effect: 'reads',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    ...taskLine.shape,
    ...{ input: z.record(z.string(), z.unknown()), context: z.record(z.string(), z.unknown()) },
    ...{ requestedBy: z.string(), mode: z.enum(['act', 'propose']), test: z.boolean() },
    ...{ waitsUntil: z.string().nullable(), tries: z.int(), output: z.unknown() },
    error: z.object({ code: z.string(), message: z.string() }).nullable().describe('Of the last try that failed'),
    timeline: z.array(
      z.object({ at: z.string(), move: z.string(), state: z.string(), actor: z.string().nullable(), note: z.string() }),
    ),
  }),
  async run({ id }, call) {
    const [agent, { dataSource }] = [theAgent(call), call.sources];
    const task = await findOwnTask(dataSource, agent.id, id);
    if (!task) throw notFound(`task ${id}`);
    const timeline = await dataSource.query<Line[]>(
      `SELECT at, move, state, actor, note FROM task_timeline WHERE task_id = $1 ORDER BY seq DESC LIMIT ${TIMELINE_MAX}`,
      [id],
    );
    const { input, context, requestedBy, mode, test, tries, output, error } = task;
    const result = {
      ...lineOf(task, agent.id),
      ...{
        input,
        context: { ...context },
        requestedBy,
        mode,
        test,
        waitsUntil: iso(task.waitsUntil),
        tries,
        output,
        error,
      },
      timeline: timeline.reverse().map(({ at, ...line }) => ({ ...line, at: at.toISOString() })),
    };
    const waits = result.waitsFor === null ? '' : `, waits for ${result.waitsFor}`;
    return {
      result,
      text: `${result.capability ?? '(not routed)'} for ${result.subject}: ${result.state}${waits}\n${JSON.stringify(input)}`,
    };
  },
});

import type { EntityManager } from 'typeorm';
import type { ExecutionRequest } from '../../executors/executor.js';
import type { HandedOverLeave, NewTask } from '../../tasks/task.js';
import type { ChildEnd, ChildTask } from './playbook.js';

/** The task that a child step asks for. Its key is the step's, so that asking again after a crash is asking once. */
export function childTask(
  request: ExecutionRequest,
  stepKey: string,
  asked: ChildTask,
  leave?: HandedOverLeave,
): NewTask {
  const { context, taskId } = request;
  return {
    key: `${taskId}:${stepKey}`,
    capability: asked.capability,
    input: asked.input,
    context,
    priority: asked.priority ?? request.priority,
    subject: subjectOfChild(request),
    ...(leave && { leave }),
    requestedBy: `agent:${request.agent.id}`,
    ...(asked.agentId && { agentId: asked.agentId }),
    ...(asked.dueAt && { dueAt: asked.dueAt }),
    parentId: taskId,
    test: request.test,
    cause: {
      correlationId: request.correlationId,
      causationId: taskId,
      ...(request.traceparent && { traceparent: request.traceparent }),
    },
  };
}

/** What a child is about: that of which its parent is. */
export const subjectOfChild = ({ context, taskId }: Pick<ExecutionRequest, 'context' | 'taskId'>): string =>
  context.customerId ?? context.orderId ?? taskId;

/**
 * How the child ended; null as long as it hasn't. Its row is asked, not what the run was resumed by: a try that fails between
 * hearing of the end and keeping it would not hear of it again.
 */
export async function findChildEnd(tx: Pick<EntityManager, 'query'>, taskId: string): Promise<ChildEnd | null> {
  const [row] = await tx.query<
    (Pick<ChildEnd, 'state' | 'output'> & { code: string | null; message: string | null })[]
  >(
    `SELECT state, output, error_code AS code, error_message AS message FROM tasks WHERE id = $1 AND ended_at IS NOT NULL`,
    [taskId],
  );
  if (!row) return null;
  const error = [row.code, row.message].filter((part) => part !== null).join(': ') || null;
  return { taskId, state: row.state, output: row.output, error };
}

import type { UnitOfWork } from '@vividwalls/messaging';
import type { ExecutionRequest } from '../../executors/executor.js';
import type { TaskDesk } from '../../tasks/ports.js';
import { taskSteps } from '../../tasks/steps/task-steps.js';
import type { AnyStep, Undo } from './playbook.js';
import type { PlaybookRegistry } from './registry.js';

/**
 * Takes back the done steps of a task that has ended without success, last first. Each in a transaction with a row of its own,
 * `<step>#undo`: what fails is tried again later, and what was taken back is not taken back twice.
 */
export async function compensateSteps(
  request: ExecutionRequest,
  given: {
    readonly playbooks: PlaybookRegistry;
    readonly unitOfWork: Pick<UnitOfWork, 'run'>;
    readonly desk: TaskDesk;
    readonly now: Date;
  },
): Promise<void> {
  const { doneSteps, taskId } = request;
  for (const { key, step } of undoable(request, given.playbooks)) {
    await given.unitOfWork.run(async (tx) => {
      const undo: Undo = { tx, desk: given.desk, request };
      await step.compensate!(undo, doneSteps.get(key));
      await taskSteps.done(tx, taskId, `${key}#undo`, null, given.now);
    });
  }
}

/** Of every playbook that has left steps: a fallback may have brought the task from one to another. */
function undoable({ doneSteps }: ExecutionRequest, playbooks: PlaybookRegistry) {
  const names = new Set([...doneSteps.keys()].map((key) => key.slice(0, key.indexOf('/'))));
  return [...names].flatMap((name) =>
    ([...(playbooks.get(name)?.steps ?? [])] as AnyStep<unknown>[])
      .reverse()
      .map((step) => ({
        key: `${name}/${step.name}`,
        step: step as { compensate?(undo: Undo, output: unknown): Promise<void> },
      }))
      .filter(({ key, step }) => step.compensate && doneSteps.has(key) && !doneSteps.has(`${key}#undo`)),
  );
}

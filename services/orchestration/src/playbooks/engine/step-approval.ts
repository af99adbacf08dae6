import { approvalDigest, type ApprovalQuestion } from '@vividwalls/contracts';
import type { ExecutionRequest } from '../../executors/executor.js';
import { questionKey, workOf } from '../../tasks/approvals/task-question.js';
import type { HandedOverLeave } from '../../tasks/task.js';
import { subjectOfChild } from './child-tasks.js';
import type { AnyStep, ApprovalStep, ChildStep, Playbook } from './playbook.js';
import type { Run } from './run.js';

const SUBJECT_MAX = 200;

/**
 * What an approval step asks, computed from what the run has come to: asked again, and once more where the guarded step begins,
 * it is the same question as long as it is the same act.
 */
export function questionOfStep(
  playbook: Playbook,
  step: ApprovalStep<unknown>,
  request: ExecutionRequest,
  run: Run,
): ApprovalQuestion {
  const { act, facts, before, after, why, costOfWaiting, ...rest } = step.act(run);
  const child = playbook.steps.find((one): one is ChildStep<unknown> => one.kind === 'child' && one.guard === step);
  const own = child
    ? handedOver(child, request, run)
    : { subject: rest.subject ?? subjectOfChild(request), does: rest.does ?? {} };
  const asked = { act, subject: own.subject.slice(0, SUBJECT_MAX), does: own.does };
  return {
    ...asked,
    key: questionKey(request.taskId, approvalDigest(asked), `${playbook.name}/${step.name}`),
    facts,
    ...(before && { before }),
    ...(after && { after }),
    why,
    ...(costOfWaiting !== undefined && { costOfWaiting }),
    asker: `agent:${request.agent.id}`,
    ...{ taskId: request.taskId, correlationId: request.correlationId, test: request.test },
  };
}

function handedOver(child: ChildStep<unknown>, request: ExecutionRequest, run: Run) {
  const { capability, input } = child.task(run);
  return { subject: subjectOfChild(request), does: workOf(capability, input) };
}

/** The step that asked for a step's leave; undefined when it begins without. */
export function guardOf(step: AnyStep<unknown>): ApprovalStep<unknown> | undefined {
  return 'guard' in step ? step.guard : undefined;
}

export const leaveOf = ({ key, act }: ApprovalQuestion): HandedOverLeave => ({ key, act });

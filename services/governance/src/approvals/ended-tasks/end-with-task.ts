import type { Approval } from '../approval.js';
import type { Step } from '../approval-book.js';
import type { EndedTask } from './ended-task-rows.js';

const ENDED: Readonly<Record<string, string>> = {
  ...{ succeeded: 'succeeded', failed: 'failed', timed_out: 'timed out', cancelled: 'was cancelled' },
};

/** A task that has ended waits for nothing. */
export function endWithTask(approval: Approval, { outcome, actor }: Pick<EndedTask, 'outcome' | 'actor'>): Step {
  const reason = `the task that waited for it ${ENDED[outcome] ?? 'ended'}`;
  return { approval, move: 'withdraw', actor, reason };
}

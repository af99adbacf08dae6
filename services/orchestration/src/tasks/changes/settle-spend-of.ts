import type { SpendWritten, TaskChange } from './task-change.js';
import type { TaskRecord } from '../record/task-record.js';

/**
 * What finance shall hear of the money that was asked for the present try: committed is what it is known to have cost; where
 * that is not known, what was authorised after a success, for something was bought, and nothing after a failure.
 */
export function settleSpendOf(change: TaskChange, hasSucceeded: boolean): TaskChange {
  const { spendState } = change.after;
  if (spendState !== 'asked' && spendState !== 'reserved') return change;
  const { tryMinor, reservedMinor } = change.after;
  // Asked and perhaps not answered: nothing was spent, and a release of what was never held is harmless.
  const actual = spendState === 'asked' ? 0n : (tryMinor ?? (hasSucceeded ? (reservedMinor ?? 0n) : 0n));
  const state = actual > 0n ? 'to_commit' : 'to_release';
  const reason = hasSucceeded ? 'the work is done' : 'the work was not done';
  return change
    .spend(spendOf(change.after, state, { actualMinor: actual > 0n ? actual : null, reason }))
    .set({ spendState: state, spendUntil: null });
}

/** The row of the task's present spend. The amounts count when it is new; afterwards they stay. */
export function spendOf(
  task: TaskRecord,
  state: SpendWritten['state'],
  more: Partial<SpendWritten> & { readonly reason: string },
): SpendWritten {
  return {
    ...{ n: task.spendNo, key: task.spendKey!, agentId: task.spendAgentId!, state, currency: task.currency! },
    ...{ amountMinor: 1n, allowanceMinor: 0n, actualMinor: null, heldUntil: null },
    ...more,
  };
}

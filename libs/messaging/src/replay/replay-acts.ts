import { ReplayAborted, ReplayInterrupted } from './replay-errors.js';
import type { ReplayAct, ReplayOutcome, ReplayProgress, ReplayRecord } from './replay.js';

/** How a replay ended that was not brought to its end. */
export function outcomeOf(error: unknown): ReplayOutcome {
  if (error instanceof ReplayAborted) return 'aborted';
  return error instanceof ReplayInterrupted ? 'interrupted' : 'failed';
}

/** What is told to the record when a replay has ended. */
export function ended(
  { id, model, actor }: Pick<ReplayRecord, 'id' | 'model' | 'actor'>,
  outcome: ReplayOutcome,
  { handled, failed }: Pick<ReplayProgress, 'handled' | 'failed'>,
  { pauseMs = null, error = null }: { pauseMs?: number | null; error?: string | null } = {},
): ReplayAct {
  return { kind: 'ended', replayId: id, model, outcome, actor, handled, failed, pauseMs, error };
}

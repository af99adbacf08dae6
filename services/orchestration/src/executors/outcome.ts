import type { Json } from '../json.js';
import type { ActualCost, ExecutionOutcome } from './executor.js';

type Failed = Extract<ExecutionOutcome, { kind: 'failed' }>;

/** Longest message that a task keeps. */
const MESSAGE_MAX = 1_000;

/** What the engine does about a failure. */
export interface FailureTerms {
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  /** Nobody else shall try it either. */
  readonly final?: boolean;
  readonly cost?: ActualCost;
}

/** What goes wrong in an executor, with what the engine must know of it. */
export class ExecutorFailure extends Error {
  override readonly name = 'ExecutorFailure';
  constructor(
    readonly code: string,
    message: string,
    readonly more: FailureTerms,
  ) {
    super(message);
  }
}

export function failed(code: string, message: string, more: FailureTerms): Failed {
  const { retryable, retryAfterMs, final, cost = {} } = more;
  const bounded = message.slice(0, MESSAGE_MAX);
  return {
    kind: 'failed',
    code,
    message: bounded,
    retryable,
    cost,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(final && { final }),
  };
}

export function succeeded(output: Json, cost: ActualCost): ExecutionOutcome {
  return { kind: 'succeeded', output, cost };
}

/** What was thrown, as an outcome. What nobody foresaw may be over at the next try. */
export function asFailed(error: unknown): Failed {
  if (error instanceof ExecutorFailure) return failed(error.code, error.message, error.more);
  const message = error instanceof Error ? error.message : String(error);
  return failed('executor_failed', message, { retryable: true });
}

/** Faults of the work asked for, or of nobody: they say nothing of how the agent does. */
const BLAMELESS: ReadonlySet<string> = new Set([
  ...['bad_input', 'cancelled', 'cannot_propose', 'child_failed', 'deadline', 'declined'],
  ...['not_allowed', 'approval_unanswered'],
  ...['breaker_open', 'bulkhead_full', 'no_playbook'],
]);

/** Whether an outcome counts against the agent's executor. */
export function isFault(outcome: ExecutionOutcome): boolean {
  return outcome.kind === 'failed' && !BLAMELESS.has(outcome.code);
}

import { APICallError } from 'ai';
import type { ActualCost } from '../executor.js';
import { ExecutorFailure } from '../outcome.js';

/** A provider’s wait is believed up to an hour. */
const RETRY_AFTER_MAX_S = 3_600;

/** The status that the provider answered with; undefined when it gave no answer. */
export function statusOf(error: unknown): number | undefined {
  return APICallError.isInstance(error) ? error.statusCode : undefined;
}

/** What went wrong between us and a provider, without its answer or its address: they may hold what was sent. */
export function providerFailure(error: unknown, cost: ActualCost): ExecutorFailure {
  if (error instanceof ExecutorFailure) return new ExecutorFailure(error.code, error.message, { ...error.more, cost });
  if (!APICallError.isInstance(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return new ExecutorFailure('executor_failed', message, { retryable: true, cost });
  }
  const { statusCode, isRetryable, responseHeaders } = error;
  const seconds = Number(responseHeaders?.['retry-after']);
  const said = statusCode === undefined ? 'could not be reached' : `answered ${statusCode}`;
  const retryable = statusCode === undefined || isRetryable;
  return new ExecutorFailure(retryable ? 'executor_failed' : 'refused', `the model’s provider ${said}`, {
    ...{ retryable, cost },
    ...(seconds > 0 && { retryAfterMs: Math.min(seconds, RETRY_AFTER_MAX_S) * 1_000 }),
  });
}

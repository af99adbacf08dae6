import { retryDelayMs } from '../backoff.js';
import { MalformedEnvelope } from '../envelope.js';
import { NotYet, Permanent } from '../errors.js';
import { MAX_ATTEMPTS, RETRY_BASE_MS, RETRY_MAX_MS } from '../limits.js';

export type Verdict =
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'dead-letter'; readonly reason: 'permanent' | 'attempts exhausted' | 'waited too long' };

/**
 * What becomes of an event that failed alone: another try later, or the dead letters.
 *
 * | error | before the limit | at the limit |
 * |---|---|---|
 * | Permanent, malformed | dead letter | dead letter |
 * | NotYet | retry, never counted | dead letter once `until` has passed |
 * | anything else | retry, exponential with jitter | dead letter at {@link MAX_ATTEMPTS} |
 */
export function verdictOn(error: unknown, deliveryCount: number, now: Date): Verdict {
  if (error instanceof Permanent || error instanceof MalformedEnvelope)
    return { kind: 'dead-letter', reason: 'permanent' };
  const delayMs = retryDelayMs(deliveryCount, RETRY_BASE_MS, RETRY_MAX_MS);
  if (error instanceof NotYet) {
    return now < error.until ? { kind: 'retry', delayMs } : { kind: 'dead-letter', reason: 'waited too long' };
  }
  return deliveryCount < MAX_ATTEMPTS
    ? { kind: 'retry', delayMs }
    : { kind: 'dead-letter', reason: 'attempts exhausted' };
}

import { retryDelayMs } from '../backoff.js';
import { MalformedEnvelope } from '../envelope.js';
import { NotYet, Permanent, UnknownVersion } from '../errors.js';
import { MAX_ATTEMPTS, RETRY_BASE_MS, RETRY_MAX_MS } from '../limits.js';
import type { DeadLetterReason } from './dead-letter.js';

export type Verdict =
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'dead-letter'; readonly reason: DeadLetterReason };

/**
 * What becomes of an event that failed alone: another try later, the waiting room, or the dead letters.
 *
 * | error | before the limit | at the limit |
 * |---|---|---|
 * | Permanent, malformed, unknown version | dead letter | dead letter |
 * | NotYet | waits, never counted | dead letter once `until` has passed |
 * | anything else | retry, exponential with jitter | dead letter at {@link MAX_ATTEMPTS} |
 */
export function verdictOn(error: unknown, attempts: number, now: Date): Verdict {
  if (error instanceof UnknownVersion) return { kind: 'dead-letter', reason: 'unknown version' };
  if (error instanceof Permanent || error instanceof MalformedEnvelope)
    return { kind: 'dead-letter', reason: 'permanent' };
  if (error instanceof NotYet) {
    return now < error.until
      ? { kind: 'wait', until: error.until }
      : { kind: 'dead-letter', reason: 'waited too long' };
  }
  return attempts < MAX_ATTEMPTS
    ? { kind: 'retry', delayMs: retryDelayMs(attempts, RETRY_BASE_MS, RETRY_MAX_MS) }
    : { kind: 'dead-letter', reason: 'attempts exhausted' };
}

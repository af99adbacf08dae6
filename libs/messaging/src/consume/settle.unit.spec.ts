import { MalformedEnvelope } from '../envelope.js';
import { NotYet, Permanent, Retryable, UnknownVersion } from '../errors.js';
import { MAX_ATTEMPTS, RETRY_MAX_MS } from '../limits.js';
import { verdictOn } from './settle.js';

const now = new Date('2026-01-01T00:00:00Z');
const later = new Date('2026-01-02T00:00:00Z');

describe('the verdict on a failed event', () => {
  it.each([
    ['a permanent error, first attempt', new Permanent('x'), 1, 'dead-letter', 'permanent'],
    ['a malformed envelope', new MalformedEnvelope('x'), 1, 'dead-letter', 'permanent'],
    ['a retryable error', new Retryable('x'), 1, 'retry', undefined],
    ['an unknown error before the limit', new Error('x'), MAX_ATTEMPTS - 1, 'retry', undefined],
    ['an unknown error at the limit', new Error('x'), MAX_ATTEMPTS, 'dead-letter', 'attempts exhausted'],
    ['a missing cause before its deadline, however often', new NotYet('x', later), 50, 'wait', undefined],
    ['a version from the future', new UnknownVersion('x'), 1, 'dead-letter', 'unknown version'],
    ['a missing cause after its deadline', new NotYet('x', now), 1, 'dead-letter', 'waited too long'],
  ])('%s', (_case, error, deliveries, kind, reason) => {
    const verdict = verdictOn(error, deliveries, now);
    expect(verdict.kind).toBe(kind);
    if (verdict.kind === 'dead-letter') expect(verdict.reason).toBe(reason);
    if (verdict.kind === 'retry') expect(verdict.delayMs).toBeLessThanOrEqual(RETRY_MAX_MS);
  });
});

import { answerOf, verdictAt } from './answer-of.js';
import type { Approval } from './approval.js';
import { APPROVAL_STATES } from './approval-machine.js';
import { expiry, isOverdue, lapse } from './deciding/ends-by-time.js';

const at = (time: string) => new Date(`2026-11-29T${time}.000Z`);
const [BEFORE, EXPIRES, USE_BY] = [at('11:59:59'), at('12:00:00'), at('18:00:00')];

const approval = (part: Partial<Approval> = {}): Approval => ({
  ...{
    id: 'a1',
    key: 'k1',
    act: 'order.refund',
    subject: '1001',
    digest: 'd',
    facts: {},
    why: 'w',
    costOfWaiting: null,
  },
  ...{ asker: 'agent:x', taskId: null, replaces: null, correlationId: null, test: false, askedAt: at('10:00:00') },
  ...{ policies: [], votesNeeded: 2, approvers: [], expiresAt: EXPIRES, useWithinS: 21_600, state: 'pending' },
  ...{
    votesGiven: 0,
    delegates: [],
    reason: 'r',
    useBy: null,
    endedAt: null,
    endedBy: [],
    usedFor: null,
    usedAt: null,
  },
  version: 1,
  ...part,
});

describe('how an approval stands, whether a sweep has passed or not', () => {
  it.each([
    ['pending', BEFORE, 'pending'],
    ['pending', EXPIRES, 'expired'],
    ['pending', USE_BY, 'expired'],
    ['approved', EXPIRES, 'approved'],
    ['approved', at('17:59:59'), 'approved'],
    ['approved', USE_BY, 'lapsed'],
  ] as const)('%s at %s is %s', (state, now, verdict) => {
    const of = approval({ state, useBy: state === 'approved' ? USE_BY : null });
    expect(verdictAt(of, now)).toBe(verdict);
    expect(isOverdue(of, now)).toBe(state === 'pending' && verdict === 'expired');
  });

  it.each(APPROVAL_STATES.filter((state) => state !== 'pending' && state !== 'approved'))('%s stays', (state) => {
    expect(verdictAt(approval({ state }), new Date('2036-01-01'))).toBe(state);
  });
});

describe('an answer', () => {
  it('says until when, as long as that matters, and who decided', () => {
    expect(answerOf(approval(), BEFORE)).toEqual({
      ...{
        verdict: 'pending',
        key: 'k1',
        reason: 'r',
        approvalId: 'a1',
        digest: 'd',
        expiresAt: EXPIRES.toISOString(),
      },
    });
    const approved = approval({ state: 'approved', useBy: USE_BY, endedBy: ['user:a', 'user:b'] });
    expect(answerOf(approved, BEFORE)).toMatchObject({ useBy: USE_BY.toISOString(), decidedBy: ['user:a', 'user:b'] });
    expect(answerOf(approved, USE_BY)).not.toHaveProperty('useBy');
  });
});

describe('what time ends', () => {
  it.each([
    [0, EXPIRES, 'nobody decided within 2 h'],
    [1, EXPIRES, '1 of 2 within 2 h'],
    [0, at('10:30:00'), 'nobody decided within 30 min'],
    [0, at('10:00:45'), 'nobody decided within 45 s'],
  ])('with %i votes by %s: %s', (votesGiven, expiresAt, reason) => {
    expect(expiry(approval({ votesGiven, expiresAt }))).toMatchObject({ move: 'expire', actor: 'system', reason });
  });

  it('is a yes that was not used', () => {
    expect(lapse(approval({ state: 'approved' }))).toMatchObject({ move: 'lapse', reason: 'not used within 6 h' });
  });
});

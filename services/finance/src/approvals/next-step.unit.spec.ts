import { APPROVAL_VERDICTS, type ApprovalAnswer } from '@vividwalls/contracts';
import { leaveText, nextStep, shortened } from './next-step.js';

const DIGEST = 'a'.repeat(64);
const ASKER = 'user:owner';
const answer = (verdict: ApprovalAnswer['verdict'], part: Partial<ApprovalAnswer> = {}): ApprovalAnswer => ({
  ...{ verdict, key: 'transfer:1', reason: 'as it is', digest: DIGEST, ...part },
});
const step = (verdict: ApprovalAnswer['verdict'], part?: Partial<ApprovalAnswer>) =>
  nextStep(answer(verdict, part), DIGEST, ASKER);

describe('what is done about an answer', () => {
  it.each([
    ['free', 'use'],
    ['approved', 'use'],
    ['used', 'use'],
    ['pending', 'wait'],
    ['unanswered', 'again'],
    ['unknown', 'again'],
    ['denied', 'end'],
    ['rejected', 'end'],
    ['changes_asked', 'end'],
    ['expired', 'end'],
    ['withdrawn', 'end'],
    ['lapsed', 'end'],
    ['changed', 'end'],
    ['refused', 'end'],
  ] as const)('%s: %s', (verdict, kind) => expect(step(verdict).kind).toBe(kind));

  it('is known of every word that there is', () => {
    for (const verdict of APPROVAL_VERDICTS) expect(['use', 'wait', 'again', 'end']).toContain(step(verdict).kind);
  });

  it.each(['free', 'approved', 'used'] as const)('%s is no leave for anything else', (verdict) => {
    expect(step(verdict, { digest: 'b'.repeat(64) })).toMatchObject({ kind: 'end' });
    expect(nextStep({ verdict, key: 'k', reason: '' }, DIGEST, ASKER)).toMatchObject({ kind: 'end' });
  });

  it.each([
    [[ASKER], `${ASKER} may not decide on it`],
    [['user:anna', ASKER], `${ASKER} may not decide on it`],
    [['agent:director'], 'agent:director may not decide on it'],
  ])('is none when %j gave it', (decidedBy, reason) => {
    expect(step('approved', { decidedBy })).toEqual({ kind: 'end', reason });
  });

  it.each([
    ['rejected', ['user:anna'], 'rejected by user:anna: as it is'],
    ['expired', ['system'], 'expired by system: as it is'],
    ['changes_asked', ['user:anna'], 'to be asked for differently by user:anna: as it is'],
    ['changed', undefined, 'changed: as it is'],
  ] as const)('says why: %s', (verdict, decidedBy, reason) => {
    expect(step(verdict, { ...(decidedBy && { decidedBy }) })).toEqual({ kind: 'end', reason });
  });
});

describe('what is said of leave', () => {
  it.each([
    [['user:anna', 'user:ben'], 'approved by user:anna and user:ben: well'],
    [['policy'], 'well'],
    [[], 'approved: well'],
  ])('by %j', (by, text) => expect(leaveText({ by, reason: 'well' })).toBe(text));

  it('is never longer than events take', () => {
    expect(shortened('x'.repeat(500))).toHaveLength(500);
    expect(shortened('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
  });
});

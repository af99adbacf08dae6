import { lastVerificationOf, verificationUnanswered } from './verification-last.js';

const LAST = { ok: true, entries: 7, proven: 7, askedAt: '2026-11-30T00:00:00.000Z' };
const faults = (answer: unknown): readonly string[] => lastVerificationOf.faultsOfAnswer!(answer as never);

describe('what is said of the last verification', () => {
  it.each([
    ['one', { last: LAST, reason: null }],
    ['that there was none', { last: null, reason: 'nobody has verified it yet' }],
    ['that it could not be asked', verificationUnanswered],
  ])('may be %s', (_what, answer) => expect(faults(answer)).toEqual([]));

  it.each([
    ['nothing', null],
    ['a text', 'ok'],
    ['none without a reason', { last: null, reason: null }],
    ['no word of it', {}],
    ['a number of it', { last: 7, reason: null }],
    ['a share of an entry', { last: { ...LAST, proven: 6.5 }, reason: null }],
    ['fewer entries than none', { last: { ...LAST, entries: -1 }, reason: null }],
    ['a text that is no time', { last: { ...LAST, askedAt: 'yesterday' }, reason: null }],
    ['perhaps', { last: { ...LAST, ok: 'perhaps' }, reason: null }],
  ])('may not be %s', (_what, answer) => expect(faults(answer).length).toBeGreaterThan(0));

  it('is asked without a word', () =>
    expect([lastVerificationOf.faultsOf({}), lastVerificationOf.faultsOf('all').length]).toEqual([[], 1]));
});

import { ACT_NAMES, ACTS, votesAtLeast } from '../approvals/acts.js';
import { approvalDigest } from '../approvals/digest.js';
import { faultsOfFacts } from '../approvals/facts.js';
import { approvalUnanswered, askApproval, isLeaveFor } from './approval-ask.js';
import { approvalState } from './approval-state.js';
import { useApproval, useUnanswered } from './approval-use.js';
import { withdrawalUnanswered, withdrawApproval } from './approval-withdraw.js';

const question = {
  ...{ key: 'refund:1001', act: 'order.refund', subject: '1001', why: 'It came torn', asker: 'agent:refunds' },
  facts: { orderId: '1001', amountMinor: '4500', currency: 'USD', daysSinceDelivery: 3 },
  does: { refund: { orderId: '1001', amountMinor: '4500' } },
};
const digest = approvalDigest(question);

describe('a question whether something may be done', () => {
  const { faultsOf, service, name } = askApproval;

  it('is for governance', () => expect([service, name]).toEqual(['governance', 'approval.ask']));

  it.each([
    ['as little as must be said', {}],
    ['no facts at all', { facts: {} }],
    ['facts that are not known', { facts: { amountMinor: null } }],
    [
      'all there is',
      {
        ...{ before: { refundedMinor: '0' }, after: { refundedMinor: '4500' }, costOfWaiting: 'a customer waits' },
        ...{ taskId: 't1', replaces: 'refund:1000', resumeUrl: 'https://n8n/x', correlationId: 'c1', test: true },
      },
    ],
  ])('may be asked with %s', (_what, part) => expect(faultsOf({ ...question, ...part })).toEqual([]));

  it.each([
    ['/key', { key: 'two words' }],
    ['/act', { act: 'order.burn' }],
    ['/act', { act: 'toString' }],
    ['/facts', { facts: [] }],
    ['/facts/unheard', { facts: { unheard: 1 } }],
    ['/facts/constructor', { facts: { constructor: 1 } }],
    ['/facts/amountMinor', { facts: { amountMinor: 4_500 } }],
    ['/facts/daysSinceDelivery', { facts: { daysSinceDelivery: 1.5 } }],
    ['/subject', { subject: '' }],
    ['/does', { does: 'refund it' }],
    ['/does', { does: { long: 'x'.repeat(70_000) } }],
    ['/before', { before: { long: 'x'.repeat(70_000) } }],
    ['/why', { why: '' }],
    ['/asker', { asker: 'two\nlines' }],
    ['/test', { test: 'yes' }],
    ['/decided', { decided: true }],
  ])('is at fault at %s with %j', (place, part) => {
    expect(faultsOf({ ...question, ...part })).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`^${place} `))]),
    );
  });
});

describe('an answer', () => {
  const faultsOf = askApproval.faultsOfAnswer!;
  const answer = { verdict: 'approved', key: 'k', reason: '', digest } as const;

  it.each([
    { ...answer },
    { ...answer, verdict: 'free' },
    { verdict: 'pending', key: 'k' },
    { verdict: 'unknown', key: 'k' },
  ])('is understood when it is %j', (value) => expect(faultsOf(value)).toEqual([]));

  it.each([null, {}, { ...answer, verdict: 'yes' }, { ...answer, digest: undefined }, { ...answer, digest: 'abc' }])(
    'is none when it is %j',
    (value) => expect(faultsOf(value).length).toBeGreaterThan(0),
  );

  it('is leave for its own digest alone', () => {
    expect(isLeaveFor(answer, digest)).toBe(true);
    expect(isLeaveFor({ ...answer, verdict: 'free' }, digest)).toBe(true);
    expect(isLeaveFor(answer, approvalDigest({ ...question, does: { refund: { amountMinor: '4501' } } }))).toBe(false);
    for (const verdict of ['pending', 'used', 'lapsed', 'rejected', 'changed', 'unanswered'] as const) {
      expect(isLeaveFor({ ...answer, verdict }, digest)).toBe(false);
    }
  });

  it('is no when there is none, and so is every other', () => {
    expect(isLeaveFor(approvalUnanswered(question), digest)).toBe(false);
    expect([useUnanswered(question).result, withdrawalUnanswered(question).result]).toEqual([
      'unanswered',
      'unanswered',
    ]);
    expect(useApproval.faultsOfAnswer!({ result: 'yes', key: 'k' })).toHaveLength(1);
    expect(withdrawApproval.faultsOfAnswer!(null)).toHaveLength(2);
  });
});

describe('the other questions', () => {
  it('are checked too', () => {
    const use = { key: 'k', digest, usedFor: 'refund-7', actor: 'agent:refunds' };
    expect(useApproval.faultsOf(use)).toEqual([]);
    expect(useApproval.faultsOf({ ...use, digest: 'x' })).toEqual([expect.stringMatching(/^\/digest /)]);
    expect(withdrawApproval.faultsOf({ key: 'k', asker: 'agent:a', reason: 'cancelled' })).toEqual([]);
    expect(approvalState.faultsOf({ key: 'a b' })).toEqual([expect.stringMatching(/^\/key /)]);
  });
});

describe('the catalogue of acts', () => {
  it('has two people where money leaves, and one elsewhere', () => {
    const two = ACT_NAMES.filter((name) => votesAtLeast(name) === 2);
    expect(two).toEqual(ACT_NAMES.filter((name) => ACTS[name].moneyLeaves));
    expect(two).toEqual(expect.arrayContaining(['order.refund', 'ads.spend', 'print.submit', 'commission.pay']));
    expect(two).not.toContain('customer.email');
  });

  it('has amounts with their currency', () => {
    for (const name of ACT_NAMES) {
      const facts = Object.entries(ACTS[name].facts);
      if (facts.some(([, { type }]) => type === 'money')) expect(facts.map(([fact]) => fact)).toContain('currency');
    }
  });

  it.each([
    ['texts are no fact of it', { orderId: ['1'] }, 1],
    ['nothing is known', { orderId: undefined, amountMinor: null }, 0],
    ['a text is long', { orderId: 'x'.repeat(501) }, 1],
    ['all is wrong', { orderId: 1, amountMinor: '1.5', reason: true }, 3],
  ])('finds faults when %s', (_what, facts, count) => expect(faultsOfFacts('order.refund', facts)).toHaveLength(count));
});

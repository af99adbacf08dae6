import { approvalDigest, askApproval } from '@vividwalls/contracts';
import type { BudgetAccount } from '../budgets/budget-account.js';
import { overspendQuestion } from '../budgets/spend/spend-question.js';
import type { Spend } from '../budgets/spend/spend.js';
import { wish } from '../budgets/testing/budget-samples.js';
import { transferQuestion } from '../budgets/transfer-effect.js';
import type { Transfer } from '../budgets/transfer-rows.js';
import { paymentQuestion, type PaymentRequest } from '../commissions/statements/payment-request.js';
import type { Statement } from '../commissions/statements/statement.js';
import type { EffectQuestion } from './asked-approval.js';

const AT = new Date('2026-11-24T12:00:00.000Z');

const account = (id: string, leftMinor: bigint, part: Partial<BudgetAccount> = {}): BudgetAccount => ({
  ...{ id, scope: id, department: id, category: null, agentId: null, unit: 'USD', limit: 'soft', thresholds: [] },
  ...{ thresholdsReached: [], periodStart: '2026-11-01', periodEnd: '2026-11-30', plan: null, dailyBudgetId: null },
  ...{ movements: 1, createdAt: AT, createdBy: 'user:owner' },
  ...{ allocatedMinor: leftMinor, reservedMinor: 0n, spentMinor: 0n },
  ...part,
});

const transfer: Transfer = {
  ...{ id: 't1', fromId: 'one', toId: 'other', amountMinor: 400n, unit: 'USD', reason: 'the fair was cancelled' },
  ...{ state: 'pending', requestedBy: 'user:owner', requestedAt: AT },
  ...{ decidedBy: null, decidedAt: null, decisionReason: null },
};
const ofTransfer = (part: Partial<Transfer> = {}, leftMinor = 1_000n) =>
  transferQuestion({ ...transfer, ...part }, account('one', leftMinor), account('other', 0n));

const spend: Spend = {
  ...wish('ad-7', 900n, { allowanceMinor: 300n }),
  ...{ id: 's1', state: 'pending', reason: 'beyond', budgetIds: ['narrow', 'wide'], remainingMinor: 1_000n },
  ...{ expiresAt: null, actualMinor: null, decidedAt: AT, settledAt: null },
};
const ofSpend = (part: Partial<Spend> = {}, leftMinor = 1_000n) =>
  overspendQuestion(
    { ...spend, ...part },
    new Map([account('narrow', leftMinor), account('wide', 5_000n)].map((one) => [one.id, one])),
  );

const payment: PaymentRequest = {
  ...{ id: 'p1', statementId: 'm1', amountMinor: 700n, currency: 'USD', reference: 'SEPA 1', paidAt: null },
  ...{ requestedBy: 'user:owner', requestedAt: AT, state: 'pending' },
  ...{ decidedBy: null, decidedAt: null, decisionReason: null },
};
const statement: Statement = {
  ...{ id: 'm1', beneficiary: { kind: 'agent', id: 'sales' }, currency: 'USD', month: '2026-11-01', shops: [] },
  ...{ closedAt: AT, settledMinor: 0n, owedNowMinor: 1_000n },
  held: { openingMinor: 0n, accruedMinor: 0n, clawedBackMinor: 0n, releasedMinor: 0n },
  payable: { openingMinor: 0n, releasedMinor: 1_000n, toppedUpMinor: 0n, clawedBackMinor: 0n, paidMinor: 0n },
};
const ofPayment = (part: Partial<PaymentRequest> = {}, owedNowMinor = 1_000n) =>
  paymentQuestion({ ...payment, ...part }, { ...statement, owedNowMinor });

const digestOf = (question: EffectQuestion) => approvalDigest(question);

describe('what is asked for an effect', () => {
  it.each([
    ['a transfer', ofTransfer()],
    ['a transfer of tokens', ofTransfer({ unit: 'tokens' })],
    ['a spend', ofSpend()],
    ['a spend of tokens', ofSpend({ unit: 'tokens' })],
    ['a payment', ofPayment()],
  ])('is a question that governance takes: %s', (_what, question) => {
    expect(askApproval.faultsOf({ ...question, key: 'k', asker: 'user:owner' })).toEqual([]);
  });

  it('says how far a spend goes beyond the tightest of its budgets', () => {
    expect(ofSpend().facts).toMatchObject({ amountMinor: '1200', overMinor: '200', budgetId: 'narrow' });
    expect(ofSpend({}, 1_200n).facts).toMatchObject({ overMinor: '0' });
    expect(ofSpend({}, -50n).facts).toMatchObject({ overMinor: '1250' });
  });

  it('leaves out amounts that are no money', () => {
    for (const { facts, does } of [ofTransfer({ unit: 'tokens' }), ofSpend({ unit: 'tokens' })]) {
      expect(Object.keys(facts)).not.toEqual(expect.arrayContaining(['amountMinor']));
      expect(does).toMatchObject({ unit: 'tokens', amountMinor: expect.any(String) });
    }
  });

  it.each<[string, EffectQuestion, EffectQuestion]>([
    ['amount of a transfer', ofTransfer(), ofTransfer({ amountMinor: 401n })],
    ['source of a transfer', ofTransfer(), ofTransfer({ fromId: 'third' })],
    ['target of a transfer', ofTransfer(), ofTransfer({ toId: 'third' })],
    ['amount of a spend', ofSpend(), ofSpend({ amountMinor: 901n })],
    ['allowance of a spend', ofSpend(), ofSpend({ allowanceMinor: 301n })],
    ['budgets of a spend', ofSpend(), ofSpend({ budgetIds: ['narrow'] })],
    ['agent of a spend', ofSpend(), ofSpend({ agentId: 'google' })],
    ['purpose of a spend', ofSpend(), ofSpend({ purpose: 'Another' })],
    ['hold of a spend', ofSpend(), ofSpend({ expiresInS: 901 })],
    ['amount of a payment', ofPayment(), ofPayment({ amountMinor: 701n })],
    ['statement of a payment', ofPayment(), paymentQuestion(payment, { ...statement, id: 'm2' })],
    ['reference of a payment', ofPayment(), ofPayment({ reference: 'SEPA 2' })],
    ['time of a payment', ofPayment(), ofPayment({ paidAt: AT })],
  ])('has another digest with another %s', (_what, one, other) => expect(digestOf(other)).not.toBe(digestOf(one)));

  it('has the same digest whatever is left by then', () => {
    expect(digestOf(ofTransfer({}, 400n))).toBe(digestOf(ofTransfer()));
    expect(digestOf(ofSpend({}, 7n))).toBe(digestOf(ofSpend()));
    expect(digestOf(ofPayment({}, 800n))).toBe(digestOf(ofPayment()));
  });
});

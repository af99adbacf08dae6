import { dryRun, type PastAct } from './dry-run.js';
import type { Policy } from './policy.js';
import { PolicyRules, PreparedPolicies } from './prepared-policies.js';

const policy = (id: string, when: string, part: Partial<Policy> = {}): Policy => ({
  ...{ id, when, act: 'deal.close', version: 1, name: id, effect: 'ask', source: 'spec', approvers: [], votes: 1 },
  ...{ expiresInS: 86_400, useWithinS: 604_800 },
  ...part,
});
const past = (n: number, amountMinor?: string): PastAct => ({
  ...{ approvalId: `a${n}`, act: 'deal.close', subject: `deal-${n}`, asker: 'agent:sales', test: false },
  ...{ facts: amountMinor === undefined ? {} : { amountMinor }, askedAt: new Date('2026-11-20T12:00:00.000Z') },
});
const rules = new PolicyRules();
const live = new PreparedPolicies([policy('big', 'amountMinor > 1000'), policy('huge', 'amountMinor > 9000')], rules);
const acts = [past(1, '500'), past(2, '2000'), past(3, '9500'), past(4)];

describe('a dry run', () => {
  it('says what a lower limit would change', () => {
    const run = dryRun(live, policy('big', 'amountMinor > 400', { version: 2 }), rules, acts);
    expect(run).toMatchObject({ policyId: 'big', version: 2, acts: 4, holds: 3, unknown: 1, changed: 1 });
    expect(run.samples).toEqual([
      {
        ...{ approvalId: 'a1', subject: 'deal-1', askedAt: '2026-11-20T12:00:00.000Z', was: 'free', would: 'pending' },
        change: 'free becomes pending',
      },
    ]);
  });

  it('says what other terms would change, of those alone that it holds for', () => {
    const stricter = policy('huge', 'amountMinor > 9000', {
      votes: 2,
      expiresInS: 60,
      approvers: ['user:a', 'user:b'],
    });
    const changes = dryRun(live, stricter, rules, acts).samples.map(({ approvalId, change }) => [approvalId, change]);
    const terms =
      '1 votes become 2; 86400 s become 60 s; decided by user:a, user:b instead of everybody who may approve';
    expect(changes).toEqual([
      ['a3', terms],
      ['a4', terms],
    ]);
  });

  it('says nothing of the same', () => {
    expect(dryRun(live, policy('big', 'amountMinor > 1000'), rules, acts)).toMatchObject({ changed: 0, samples: [] });
  });

  it('takes a new policy beside the live ones, and shows no more than twenty', () => {
    const many = Array.from({ length: 50 }, (_, n) => past(n, '10'));
    const run = dryRun(live, policy('none', 'true', { effect: 'deny' }), rules, many);
    expect([run.changed, run.samples.length, run.samples[0]!.change]).toEqual([50, 20, 'free becomes denied']);
  });
});

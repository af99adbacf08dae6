import { ACT_NAMES, type ActName } from '@vividwalls/contracts';
import { compileRule } from '@vividwalls/rules';
import fc from 'fast-check';
import { variablesOf, type KnownAct } from './act-variables.js';
import type { Policy } from './policy.js';
import { ONE_PERSON } from './four-eyes.js';
import { PreparedPolicies } from './prepared-policies.js';
import { ruleOnAct, strictest } from './rule-on-act.js';

const NOW = new Date('2026-11-29T12:00:00.000Z');

function policy(id: string, when: string, part: Partial<Policy> = {}): Policy {
  return {
    ...{ id, when, act: 'discount.grant', version: 1, name: `policy ${id}`, effect: 'ask', source: 'spec' },
    ...{ approvers: [], votes: 1, expiresInS: 86_400, useWithinS: 604_800 },
    ...part,
  };
}

const known = (facts: KnownAct['facts'], act: ActName = 'discount.grant'): KnownAct => ({
  ...{ act, facts, subject: 's', asker: 'agent:sales', test: false },
});

const rule = (policies: readonly Policy[], facts: KnownAct['facts'], act?: ActName) =>
  ruleOnAct(new PreparedPolicies(policies), known(facts, act), NOW);

const over20 = policy('over-20', 'percent > 20');
const over50 = policy('over-50', 'percent > 50', {
  votes: 3,
  expiresInS: 3_600,
  approvers: ['user:a', 'user:b', 'user:c'],
});
const never = policy('never', 'percent > 80', { effect: 'deny' });
const all = [over20, over50, never];

describe('what policies say of an act', () => {
  it.each([
    ['free when none holds', all, { percent: 20 }, 'free', []],
    ['pending when one does', all, { percent: 20.5 }, 'pending', ['over-20']],
    ['pending by all that do', all, { percent: 51 }, 'pending', ['over-20', 'over-50']],
    ['denied when one denies, whatever others ask', all, { percent: 81 }, 'denied', ['never']],
    ['as if it held when it is not known: pending', [over20], {}, 'pending', ['over-20']],
    ['as if it held when it is null: pending', [over20], { percent: null }, 'pending', ['over-20']],
    ['as if it held when it is not known: denied', all, {}, 'denied', ['never']],
    [
      'known when one side is enough',
      [policy('or', 'percent > 20 || amountMinor > 5')],
      { percent: 30 },
      'pending',
      ['or'],
    ],
    ['pending when a condition can’t be read', [policy('broken', 'percent >')], { percent: 1 }, 'pending', ['broken']],
    ['pending when it says neither yes nor no', [policy('number', 'percent')], { percent: 1 }, 'pending', ['number']],
    ['pending by the built-in policy when there is none', [], { percent: 1 }, 'pending', ['built-in']],
    [
      'not asked of policies of other acts',
      [policy('other', 'true', { act: 'deal.close' })],
      {},
      'pending',
      ['built-in'],
    ],
  ] as const)('is %s', (_what, policies, facts, answer, ids) => {
    const ruling = rule(policies, facts);
    expect([ruling.answer, ruling.policies.map(({ id }) => id)]).toEqual([answer, ids]);
  });

  it('has the strictest terms of those that hold', () => {
    expect(rule(all, { percent: 51 })).toMatchObject({
      ...{ votes: 3, expiresInS: 3_600, approvers: ['user:a', 'user:b', 'user:c'] },
    });
    expect(rule(all, { percent: 30 })).toMatchObject({ votes: 1, expiresInS: 86_400, approvers: [] });
  });

  it('takes two people where money leaves, whatever policies say, and where there is none', () => {
    const refund = policy('refund', 'true', { act: 'order.refund' });
    expect(rule([refund], {}, 'order.refund').votes).toBe(2);
    expect(rule([], {}, 'order.refund').votes).toBe(2);
    expect(rule([], {}, 'customer.email').votes).toBe(1);
  });

  it.each<[string, ActName, number[], number, boolean]>([
    ['money leaves and no policy is live', 'order.refund', [], 1, true],
    ['money leaves and a policy wants one', 'order.refund', [1], 1, true],
    ['money leaves and a policy wants two', 'order.refund', [2], 2, false],
    ['money leaves and one of two policies wants three', 'order.refund', [1, 3], 3, false],
    ['no money leaves', 'customer.email', [1], 1, false],
    ['no money leaves and a policy wants two', 'customer.email', [2], 2, false],
  ])('takes what policies want in a shop of one person: %s', (_what, act, votes, wanted, isOnePerson) => {
    const policies = votes.map((of, n) => policy(`p${n}`, 'true', { act, votes: of }));
    const by = (...least: Parameters<typeof ruleOnAct> extends [unknown, unknown, unknown, ...infer R] ? R : never) =>
      ruleOnAct(new PreparedPolicies(policies), known({}, act), NOW, ...least);
    expect(by(ONE_PERSON)).toMatchObject({ answer: 'pending', votes: wanted, isOnePerson });
    const two = act === 'order.refund' ? Math.max(wanted, 2) : wanted;
    expect(by()).toMatchObject({ answer: 'pending', votes: two, isOnePerson: false });
  });

  it('says in words what it saw', () => {
    const words = policy('words', 'percent > 20 && currency == "USD" && asker.startsWith("agent:")');
    const [holding] = rule([words], { percent: 25, currency: 'USD' }).policies;
    expect(holding!.why).toBe(`${words.when} (percent is 25, currency is "USD", asker is "agent:sales")`);
    const [unknown] = rule([over20], {}).policies;
    expect(unknown).toMatchObject({ outcome: 'unknown', why: 'percent > 20: percent is not there' });
  });

  it('compares amounts exactly, and times', () => {
    const big = policy('big', 'amountMinor > 900719925474099', { act: 'deal.close' });
    expect(rule([big], { amountMinor: '900719925474099' }, 'deal.close').answer).toBe('free');
    expect(rule([big], { amountMinor: '900719925474100' }, 'deal.close').answer).toBe('pending');
    const long = policy('long', 'endsAt - now > duration("720h")', { act: 'discount.publish' });
    expect(rule([long], { endsAt: '2026-12-01T00:00:00Z' }, 'discount.publish').answer).toBe('free');
    expect(rule([long], { endsAt: '2027-12-01T00:00:00Z' }, 'discount.publish').answer).toBe('pending');
  });
});

describe('the strictest terms', () => {
  const people = ['user:a', 'user:b', 'user:c', 'user:d'];
  const terms = fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    votes: fc.integer({ min: 1, max: 3 }),
    expiresInS: fc.integer({ min: 60, max: 90_000 }),
    useWithinS: fc.integer({ min: 60, max: 90_000 }),
    approvers: fc.oneof(fc.constant([] as string[]), fc.subarray(people, { minLength: 3 })),
  });

  it('are those people who are on every list', () => {
    const one = { ...over50, approvers: ['user:a', 'user:b'], votes: 1 };
    const other = { ...over20, approvers: ['user:b', 'user:c'], votes: 1 };
    expect(strictest([one, other]).approvers).toEqual(['user:b']);
  });

  it('are those of the strictest where too few are on every list', () => {
    const lax = { ...over20, approvers: ['user:x'], votes: 1 };
    expect(strictest([lax, over50]).approvers).toEqual(over50.approvers);
    const [a, b] = [
      { ...lax, id: 'a' },
      { ...lax, id: 'b', approvers: ['user:y'] },
    ];
    expect(strictest([b, a]).approvers).toEqual(['user:x']);
  });

  it('are as strict as each, do not depend on the order, and can be met', () => {
    fc.assert(
      fc.property(fc.uniqueArray(terms, { selector: ({ id }) => id, minLength: 1, maxLength: 6 }), (all) => {
        const strict = strictest(all);
        expect(strictest(all.toReversed())).toEqual({
          ...strict,
          approvers: expect.arrayContaining([...strict.approvers]),
        });
        for (const one of all) {
          expect(strict.votes).toBeGreaterThanOrEqual(one.votes);
          expect(strict.expiresInS).toBeLessThanOrEqual(one.expiresInS);
          expect(strict.useWithinS).toBeLessThanOrEqual(one.useWithinS);
        }
        expect(strict.approvers.length === 0).toBe(all.every(({ approvers }) => approvers.length === 0));
        if (strict.approvers.length > 0) expect(strict.approvers.length).toBeGreaterThanOrEqual(strict.votes);
      }),
    );
  });
});

describe('the facts of every act', () => {
  it.each(ACT_NAMES)('%s can be read in a policy', (act) => {
    for (const name of Object.keys(variablesOf(act))) {
      expect(() => compileRule(`${name} == ${name}`, { variables: variablesOf(act) })).not.toThrow();
    }
  });
});

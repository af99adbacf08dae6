import { ACT_NAMES, type ActFacts, type ActName } from '@vividwalls/contracts';
import { ONE_PERSON } from '../four-eyes.js';
import { faultsOfPolicy } from '../policy-faults.js';
import { PreparedPolicies } from '../prepared-policies.js';
import { ruleOnAct } from '../rule-on-act.js';
import { seededPolicies } from './seeds.js';

const seeds = seededPolicies();
const live = new PreparedPolicies(seeds.map((seed) => ({ ...seed, version: 1 })));
const NOW = new Date('2026-11-29T12:00:00.000Z');

const rule = (act: ActName, facts: ActFacts) =>
  ruleOnAct(live, { act, facts, subject: 's', asker: 'agent:x', test: false }, NOW);

describe('policies as they are delivered', () => {
  it('are sound, each with its source, and there is one for every act', () => {
    expect(seeds.flatMap((seed) => faultsOfPolicy(seed.act, seed, ONE_PERSON))).toEqual([]);
    expect(seeds.filter(({ source }) => source.length < 10)).toEqual([]);
    expect(new Set(seeds.map(({ act }) => act))).toEqual(new Set(ACT_NAMES));
    expect(new Set(seeds.map(({ id }) => id)).size).toBe(seeds.length);
  });

  const floor = { priceAfterMinor: '9000', costMinor: '5000', currency: 'USD' };

  it.each<[string, ActName, ActFacts, string, number, string[]]>([
    ['a letter to a customer', 'customer.email', {}, 'pending', 1, []],
    ['a refund', 'order.refund', { amountMinor: '1' }, 'pending', 2, []],
    ['a cancellation', 'order.cancel', {}, 'pending', 2, []],
    ['a live price', 'price.change', { newPriceMinor: '18000', costMinor: '10000' }, 'pending', 1, []],
    [
      'a price below the floor',
      'price.change',
      { newPriceMinor: '17999', costMinor: '10000' },
      'pending',
      1,
      ['user:owner'],
    ],
    ['a published discount', 'discount.publish', { percent: 5 }, 'pending', 1, []],
    ['a discount of 20 %', 'discount.grant', { ...floor, percent: 20 }, 'free', 1, []],
    ['a discount of 21 %', 'discount.grant', { ...floor, percent: 21 }, 'pending', 1, []],
    [
      'a small discount below the floor',
      'discount.grant',
      { ...floor, costMinor: '5001', percent: 5 },
      'pending',
      1,
      ['user:owner'],
    ],
    ['a deal of 10,000', 'deal.close', { amountMinor: '1000000' }, 'free', 1, []],
    ['a deal of more', 'deal.close', { amountMinor: '1000001' }, 'pending', 1, []],
    ['a deal of unknown size', 'deal.close', {}, 'pending', 1, []],
    ['advertising', 'ads.spend', { amountMinor: '1' }, 'pending', 2, []],
    ['a print job', 'print.submit', {}, 'pending', 2, []],
    ['a budget transfer', 'budget.transfer', {}, 'pending', 1, []],
    ['what passes a soft limit', 'budget.overspend', {}, 'pending', 2, []],
    [
      'an investment that pays',
      'investment.make',
      { amountMinor: '1000000', returnPercentPerYear: 26, paybackMonths: 11 },
      'free',
      2,
      [],
    ],
    [
      'an investment that pays late',
      'investment.make',
      { amountMinor: '5', returnPercentPerYear: 26, paybackMonths: 12 },
      'pending',
      2,
      [],
    ],
    ['fulfilment', 'order.mark_fulfilled', { hasTracking: true }, 'pending', 1, []],
  ])('%s', (_what, act, facts, answer, votes, approvers) => {
    expect(rule(act, facts)).toMatchObject({ answer, votes, approvers, expiresInS: 86_400 });
  });
});

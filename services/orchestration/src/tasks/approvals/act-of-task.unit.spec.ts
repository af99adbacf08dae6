import type { Capability } from '../../registry/capability.js';
import type { TaskRecord } from '../record/task-record.js';
import { trialRecord } from '../testing/trial-record.js';
import { trialAgent, trialCapability } from '../testing/trial-roster.js';
import { actOfTask, faultsOfCapabilityAct } from './act-of-task.js';

const LARGE = { when: 'orderValueMinor > 100000' };
const agent = trialAgent('writer', { can: ['work'] });
const actOf = (approval: Capability['approval'], part: Partial<TaskRecord> = {}) =>
  actOfTask(trialRecord(part), { agent, capability: trialCapability('work', { title: 'Work', approval }) });

describe('whether governance is asked before work begins', () => {
  it.each<[string, Capability['approval'], Partial<TaskRecord>, string | undefined]>([
    ['never where the capability says never', 'never', {}, undefined],
    ['always where it says always', 'always', {}, 'Work always needs a person’s yes'],
    ['again although it was asked before', 'always', { approvedBy: 'user:other' }, 'Work always needs a person’s yes'],
    ['not for a proposal, which has no effects', 'always', { mode: 'propose' }, undefined],
    ['not for what a person does', 'always', { stage: 'person' }, undefined],
    [
      ...(['when its rule holds', LARGE, { context: { orderValueMinor: '100001' } }] as const),
      `a person must say yes when ${LARGE.when}`,
    ],
    ['not when its rule doesn’t hold', LARGE, { context: { orderValueMinor: '100000' } }, undefined],
    [
      ...(['when its rule can’t tell', LARGE, {}] as const),
      'whether a person must be asked is not known: orderValueMinor is not there',
    ],
    [
      ...(['when a fact of its rule is no number', LARGE, { context: { orderValueMinor: 'much' } }] as const),
      'whether a person must be asked is not known: orderValueMinor is not there',
    ],
    [
      ...(['when its rule can’t be read', { when: 'orderValueMinor >' }, {}] as const),
      'the rule that says whether a person must be asked can’t be read',
    ],
    [
      ...(['when its rule is about what there is not', { when: 'nonsense == 1' }, {}] as const),
      'the rule that says whether a person must be asked can’t be read',
    ],
  ])('%s', (_when, approval, part, why) => {
    expect(actOf(approval, part)?.why).toBe(why);
  });

  it('as a run of the capability, with what is known of it', () => {
    expect(actOf('always', { context: { customerType: 'hotel' }, priority: 'high' })).toMatchObject({
      act: 'capability.run',
      facts: { capability: 'work', agentId: 'writer', priority: 'high', customerType: 'hotel' },
    });
  });
});

describe('the facts of an act', () => {
  const facts = (sources: Record<string, string>, part: Partial<TaskRecord> = {}, act = 'order.refund' as const) =>
    actOf({ act, facts: sources }, part)?.facts;

  it.each<[string, Record<string, string>, Partial<TaskRecord>, object]>([
    ['money as text', { amountMinor: 'input.amount' }, { input: { amount: '4500' } }, { amountMinor: '4500' }],
    ['money of a number', { amountMinor: 'input.amount' }, { input: { amount: 4500 } }, { amountMinor: '4500' }],
    ['money of a sum', { amountMinor: 'int(input.amount) * 2' }, { input: { amount: '45' } }, { amountMinor: '90' }],
    ['text', { reason: 'input.reason' }, { input: { reason: 'damaged' } }, { reason: 'damaged' }],
    ['a whole number', { daysSinceDelivery: 'input.days' }, { input: { days: 3 } }, { daysSinceDelivery: 3 }],
    ['the subject', { orderId: 'subject' }, { subject: 'o-1' }, { orderId: 'o-1' }],
    ['the context', { orderId: 'orderId' }, { context: { orderId: 'o-2' } }, { orderId: 'o-2' }],
    ['not money that is a fraction', { amountMinor: 'input.amount' }, { input: { amount: 45.5 } }, {}],
    ['not money that is words', { amountMinor: 'input.amount' }, { input: { amount: 'much' } }, {}],
    ['not a number that is text', { daysSinceDelivery: 'input.days' }, { input: { days: '3' } }, {}],
    ['not what is not there', { amountMinor: 'input.amount', reason: '"x"' }, { input: {} }, { reason: 'x' }],
    ['not what can’t be read', { amountMinor: 'input.', reason: '"x"' }, { input: {} }, { reason: 'x' }],
    ['not what the act has not', { colour: '"red"', reason: '"x"' }, {}, { reason: 'x' }],
  ])('are %s', (_what, sources, part, expected) => {
    expect(facts(sources, part)).toEqual(expected);
  });

  it('are checked when the capability is written', () => {
    expect(
      faultsOfCapabilityAct({ act: 'order.refund', facts: { reason: 'input.reason', orderId: 'subject' } }),
    ).toEqual([]);
    expect(faultsOfCapabilityAct({ act: 'order.refund', facts: { colour: '"red"', reason: 'nonsense.x +' } })).toEqual([
      { pointer: '/approval/facts/colour', message: 'is no fact of order.refund' },
      { pointer: '/approval/facts/reason', message: expect.stringContaining('line 1') },
    ]);
  });
});

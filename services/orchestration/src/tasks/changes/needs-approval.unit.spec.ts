import type { Capability } from '../../registry/capability.js';
import type { TaskRecord } from '../record/task-record.js';
import { trialRecord } from '../testing/trial-record.js';
import { trialCapability } from '../testing/trial-roster.js';
import { needsApproval } from './needs-approval.js';

const LARGE = { when: 'orderValueMinor > 100000' };
const why = (approval: Capability['approval'], part: Partial<TaskRecord> = {}) =>
  needsApproval(trialRecord(part), trialCapability('work', { title: 'Work', approval }));

describe('a person’s yes before work begins', () => {
  it.each<[string, Capability['approval'], Partial<TaskRecord>, string | undefined]>([
    ['never where the capability says never', 'never', {}, undefined],
    ['always where it says always', 'always', {}, 'Work always needs a person’s yes'],
    ['not twice', 'always', { approvedBy: 'user:other' }, undefined],
    ['not for a proposal, which has no effects', 'always', { mode: 'propose' }, undefined],
    ['not for what a person does', 'always', { stage: 'person' }, undefined],
    [
      'when its rule holds',
      LARGE,
      { context: { orderValueMinor: '100001' } },
      `a person must say yes when ${LARGE.when}`,
    ],
    ['not when its rule doesn’t hold', LARGE, { context: { orderValueMinor: '100000' } }, undefined],
    [
      'not again when its rule holds still',
      LARGE,
      { context: { orderValueMinor: '100001' }, approvedBy: 'x' },
      undefined,
    ],
    [
      'when its rule can’t tell',
      LARGE,
      {},
      'whether a person must be asked is not known: orderValueMinor is not there',
    ],
    [
      'when a fact of its rule is no number',
      LARGE,
      { context: { orderValueMinor: 'much' } },
      'whether a person must be asked is not known: orderValueMinor is not there',
    ],
    [
      'when its rule can’t be read',
      { when: 'orderValueMinor >' },
      {},
      'the rule that says whether a person must be asked can’t be read',
    ],
    [
      'when its rule is about what there is not',
      { when: 'nonsense == 1' },
      {},
      'the rule that says whether a person must be asked can’t be read',
    ],
  ])('is asked for %s', (_when, approval, part, expected) => {
    expect(why(approval, part)).toBe(expected);
  });
});

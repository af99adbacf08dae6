import { causeOf } from './cause-words';

const UUID = '01a22a0c-dd80-7117-b074-d502893e5e1f';

describe('what an entry came from', () => {
  it.each([
    ['sale', { words: '' }],
    ['refund:3001', { words: 'refund 3001' }],
    ['cost:a:b', { words: 'cost a:b' }],
    ['payout:7:2', { words: 'payout 7:2' }],
    [`commission:release:413075509212087163:${UUID}:2`, { words: '', orderId: '413075509212087163' }],
    [`commission:payment:${UUID}`, { words: `commission payment:${UUID}` }],
    [`spend:task/${UUID}/3`, { words: '', taskId: UUID }],
    ['spend:later', { words: 'spend later' }],
  ])('of %s', (cause, said) => expect(causeOf(cause)).toEqual(said));
});

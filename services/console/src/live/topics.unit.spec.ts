import type { LiveFact } from './live-line';
import { isOfTopics, typesOf } from './topics';

describe('topics are beginnings of types, by whole words', () => {
  it.each([
    ['vw.shop.order.paid.v1', ['shop'], true],
    ['vw.shop.order.paid.v1', ['shop.order'], true],
    ['vw.shop.order.paid.v1', ['shop.order.paid'], true],
    ['vw.shop.orders.paid.v1', ['shop.order'], false],
    ['vw.finance.entry.posted.v1', ['shop', 'finance'], true],
    ['vw.finance.entry.posted.v1', [], false],
    ['vw.finance.entry.posted.v1', ['*'], true],
  ])('%s of %j: %s', (type, topics, is) => expect(isOfTopics(type, topics)).toBe(is));

  it('counts a type once, and leaves out what is no event', () =>
    expect([
      ...typesOf([{ type: 'a' }, { type: 'b' }, { type: 'a' }, { type: null }] as unknown as LiveFact[]),
    ]).toEqual(['a', 'b']));
});

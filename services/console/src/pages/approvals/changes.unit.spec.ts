import { changeLines, factTitle, fieldLines } from './changes';
import { nameWords, pathWords, shownValue } from './shown-value';

describe('what would change', () => {
  it('is told place by place, money in its currency', () =>
    expect(
      changeLines(
        [
          { pointer: '/refundedMinor', kind: 'changed', before: '0', after: '4500' },
          { pointer: '/tags/0', kind: 'added', after: 'vip' },
          { pointer: '/note', kind: 'removed', before: null },
        ],
        'USD',
      ),
    ).toEqual([
      {
        ...{ pointer: '/refundedMinor', place: 'Refunded', kind: 'changed' },
        before: { as: 'money', minor: '0', currency: 'USD' },
        after: { as: 'money', minor: '4500', currency: 'USD' },
      },
      {
        ...{ pointer: '/tags/0', place: 'Tags › 1', kind: 'added' },
        ...{ before: { as: 'nothing', text: 'not there' }, after: { as: 'text', text: 'vip' } },
      },
      {
        ...{ pointer: '/note', place: 'Note', kind: 'removed' },
        ...{ before: { as: 'nothing', text: 'nothing' }, after: { as: 'nothing', text: 'not there' } },
      },
    ]));
});

describe('what would be done', () => {
  it('is told field by field; the currency beside an amount is its own', () =>
    expect(
      fieldLines(
        { refund: { orderId: '1001', amountMinor: '4500', currency: 'EUR' }, feeMinor: '1', empty: {} },
        'USD',
      ),
    ).toEqual([
      { pointer: '/refund/orderId', place: 'Refund › order id', value: { as: 'order', id: '1001' } },
      {
        ...{ pointer: '/refund/amountMinor', place: 'Refund › amount' },
        value: { as: 'money', minor: '4500', currency: 'EUR' },
      },
      { pointer: '/refund/currency', place: 'Refund › currency', value: { as: 'text', text: 'EUR' } },
      { pointer: '/feeMinor', place: 'Fee', value: { as: 'money', minor: '1', currency: 'USD' } },
      { pointer: '/empty', place: 'Empty', value: { as: 'json', value: {} } },
    ]));

  it('is bounded in depth and length', () => {
    let deep: object = { end: 1 };
    for (let n = 0; n < 20; n += 1) deep = { in: deep };
    expect(fieldLines(deep, null)).toMatchObject([{ value: { as: 'json' } }]);
    expect(fieldLines(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, n])), null)).toHaveLength(60);
  });
});

describe('a value', () => {
  it.each([
    ['amountMinor', '-1', { as: 'money', minor: '-1', currency: null }],
    ['amountMinor', 'much', { as: 'text', text: 'much' }],
    ['orderId', '450789469', { as: 'order', id: '450789469' }],
    ['agentId', 'sales-director', { as: 'agent', id: 'sales-director' }],
    ['orderId', '', { as: 'nothing', text: 'empty' }],
    ['startsAt', '2026-11-29T10:00:00.000Z', { as: 'time', at: '2026-11-29T10:00:00.000Z' }],
    ['percent', 12.5, { as: 'number', value: 12.5 }],
    ['isPaid', false, { as: 'text', text: 'no' }],
    ['products', [], { as: 'nothing', text: 'none' }],
    ['tags', ['a', 'b'], { as: 'text', text: 'a, b' }],
    ['lines', [{ a: 1 }], { as: 'json', value: [{ a: 1 }] }],
    ['text', '', { as: 'nothing', text: 'empty' }],
  ])('%s: %j', (name, value, shown) => expect(shownValue(name, value, null)).toEqual(shown));
});

describe('names', () => {
  it.each([
    ['orderTotalMinor', 'order total'],
    ['sku-1', 'sku-1'],
    ['customerId', 'customer id'],
    ['resumeURL', 'resume URL'],
    ['Minor', 'Minor'],
  ])('%s is %s', (name, words) => expect(nameWords(name)).toBe(words));

  it.each([
    ['/prices/sku-1', 'Prices › sku-1'],
    ['/a~1b/0/priceMinor', 'A/b › 1 › price'],
    ['', ''],
  ])('%s is %s', (pointer, words) => expect(pathWords(pointer)).toBe(words));

  it('of facts are the catalogue’s, without how they are written down', () => {
    expect(factTitle('amountMinor', 'What is given back, minor units')).toBe('What is given back');
    expect(factTitle('currency', 'ISO 4217')).toBe('Currency');
    expect(factTitle('reason', 'damaged, lost, regret')).toBe('Reason');
    expect(factTitle('newOne', undefined)).toBe('New one');
  });
});

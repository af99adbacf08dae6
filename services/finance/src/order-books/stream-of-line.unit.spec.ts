import { factsOfOrder } from './facts-of-order.js';
import { streamOf, type StreamRule } from './stream-of-line.js';
import * as given from './testing/snapshots.js';

const RULES: StreamRule[] = [
  { stream: 'limited_edition', field: 'title', value: 'Limited Edition' },
  { stream: 'limited_edition', field: 'product', value: '77' },
  { stream: 'commercial', field: 'order_tag', value: 'trade' },
  { stream: 'commercial', field: 'source', value: 'draft' },
  { stream: 'commercial', field: 'quantity', value: '10' },
];

function stream(line: Parameters<typeof given.line>[0], order: given.OrderFields = {}) {
  const { details } = factsOfOrder(given.order({ ...order, lines: [given.line(line)] }), given.REAL).order!;
  return streamOf(details!.lines[0]!, details!, RULES);
}

describe('the stream of a line', () => {
  it('is direct when no rule says otherwise', () => expect(stream({ quantity: 9 })).toBe('direct'));

  it.each([
    ['its title', { title: 'Mosaic, LIMITED EDITION of 50' }, {}, 'limited_edition'],
    ['its product', { productId: '77' }, {}, 'limited_edition'],
    ['a tag of its order', {}, { tags: ['vip', 'Trade'] }, 'commercial'],
    ['where the order was made', {}, { sourceName: 'Draft' }, 'commercial'],
    ['its quantity', { quantity: 10 }, {}, 'commercial'],
    ['the first rule that matches', { title: 'limited edition', quantity: 10 }, {}, 'limited_edition'],
  ])('is told by %s', (_what, line, order, expected) => expect(stream(line, order)).toBe(expected));

  it('is not told by a part of a tag or of an id', () => {
    expect(stream({ productId: '770' }, { tags: ['trade fair'] })).toBe('direct');
  });
});

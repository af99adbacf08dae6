import { readOrder } from './order-facts.js';
import { printCost } from './print-cost.js';

const cost = (...lines: object[]) => printCost(readOrder({ orderId: '1', lines: lines as never }).lines);
const roll = { title: 'Noir', variant: '24x36 / Canvas Roll' };

describe('what the printer charges for an order', () => {
  it.each<[string, object[], number, bigint | null]>([
    ['is its recorded cost, piece by piece', [{ ...roll, quantity: 2 }], 2, 12_750n],
    ['is the sum of the lines', [roll, { title: 'Dune', variant: '53x72 / Gallery Wrapped' }], 2, 35_371n],
    ['is not known when one size isn’t', [roll, { title: 'Odd', variant: '20x20 / Canvas Roll' }], 2, null],
    ['is not known of what is made to measure', [{ ...roll, custom: true }], 1, null],
    ['is not known of an order without lines', [], 0, null],
  ])('%s', (_what, lines, items, minor) => {
    expect(cost(...lines)).toEqual({ items, minor, currency: 'USD' });
  });
});

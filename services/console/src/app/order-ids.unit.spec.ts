import { readFileSync } from 'node:fs';
import { askedAgainAfterMs, isAskedFor, isOrderNumber, orderOf } from './order-ids';

describe('an order', () => {
  it.each([
    ...['shop.order.paid', 'shop.order_transaction.created', 'shop.refund.created', 'shop.fulfillment.created'],
    ...['shop.dispute.opened', 'finance.order.booked', 'finance.refund.booked', 'finance.attribution.set'],
    ...['finance.entry.booked', 'finance.commission.accrued'],
  ])('is the subject of %s', (name) => {
    expect(readFileSync('docs/generated/events.md', 'utf8')).toContain(`\n### vw.${name}\n`);
    expect(orderOf({ type: `vw.${name}.v1`, subject: '450789469' })).toBe('450789469');
  });

  it.each([
    ['a product', { type: 'vw.shop.product.updated.v1', subject: '7' }],
    ['a checkout', { type: 'vw.shop.checkout.created.v1', subject: '7' }],
    ['a cost', { type: 'vw.finance.entry.booked.v1', subject: 'spend:task/7/1' }],
    ['nothing', { type: 'vw.shop.order.paid.v1', subject: null }],
    ['no event', { type: null, subject: '450789469' }],
  ])('is not %s', (_what, event) => expect(orderOf(event)).toBeUndefined());

  it.each([
    ['450789469', true],
    ['demo-1001', true],
    ['', false],
    ['1,2', false],
    ['1 2', false],
    ['1'.repeat(65), false],
  ])('%j can be asked for: %s', (id, is) => expect(isAskedFor(id)).toBe(is));

  it.each([
    ['#1042', true],
    ['1042', true],
    ['VW-1042', true],
    ['6123456789012', false],
    ['kpi', false],
    ['two words 2', false],
  ])('%j may be a number that a shop shows: %s', (text, is) => expect(isOrderNumber(text)).toBe(is));

  it('that nobody knows is asked for again soon, then ever more seldom', () =>
    expect([0, 1, 2, 3, 7, 1_000].map(askedAgainAfterMs)).toEqual([1_000, 1_000, 2_000, 4_000, 60_000, 60_000]));
});

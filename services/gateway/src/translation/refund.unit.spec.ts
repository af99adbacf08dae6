import { moneySet, refundBody, refundLineBody, transactionBody } from './spec-support/bodies.js';
import { deliveryOf, fixtureBytes } from './spec-support/fixtures.js';
import { factOf, refundOf } from './spec-support/translated.js';

const adjustment = (amount: string, tax: string, kind: string | undefined, reason = 'Refund discrepancy') => ({
  id: 1030976842,
  kind,
  reason,
  amount_set: moneySet(amount),
  tax_amount_set: moneySet(tax),
});

describe('a refund', () => {
  it("of Shopify's: money returned though the line is worth nothing", () => {
    const refund = refundOf(fixtureBytes('refunds_create.2.json').toString('utf8'));
    expect(refund).toMatchObject({ refundId: '929361472', orderId: '450789469', currency: 'USD', note: 'wrong size' });
    expect(refund.lines).toEqual([
      expect.objectContaining({ lineId: '518995019', subtotalMinor: '0', taxMinor: '0', restockType: 'no_restock' }),
    ]);
    expect(refund.transactions[0]!.amountMinor).toBe('4194');
    expect(refund.presentmentCurrency).toBeUndefined();
  });

  it('whose amounts are JSON numbers is read from their text', () => {
    const text = JSON.stringify(refundBody({ refund_line_items: ['LINE'] }));
    const line = '{"id":1,"line_item_id":2,"quantity":1,"subtotal":195.66,"total_tax":1e2}';
    expect(refundOf(text.replace('"LINE"', line)).lines[0]).toMatchObject({
      subtotalMinor: '19566',
      taxMinor: '10000',
    });
  });

  it('is about its order', () => {
    const fact = factOf(deliveryOf('refunds/create', refundBody({ processed_at: null })));
    expect(fact).toMatchObject({ subject: '5678901234567', time: '2026-11-21T14:00:00.000Z' });
  });

  it('gives shipping back once, though the body tells it twice', () => {
    const shippingLine = { id: 54026469547, subtotal_amount_set: moneySet('5.00') };
    const both = refundBody({
      refund_shipping_lines: [shippingLine],
      order_adjustments: [adjustment('-5.00', '-0.40', 'shipping_refund', 'Shipping refund')],
    });
    expect(refundOf(both)).toMatchObject({ shipping: [{ subtotalMinor: '500', taxMinor: '40' }], adjustments: [] });
    expect(refundOf({ ...both, order_adjustments: [] }).shipping).toEqual([{ subtotalMinor: '500', taxMinor: '0' }]);
    expect(refundOf({ ...both, refund_shipping_lines: [] }).shipping).toEqual([
      { subtotalMinor: '500', taxMinor: '40' },
    ]);
  });

  it('keeps what explains a difference, its sign as Shopify sends it, the deprecated kind or not', () => {
    const adjustments = [adjustment('-5.00', '0.00', 'refund_discrepancy'), adjustment('10', '0', undefined, 'damage')];
    expect(refundOf(refundBody({ order_adjustments: adjustments })).adjustments).toEqual([
      expect.objectContaining({ kind: 'refund_discrepancy', amountMinor: '-500' }),
      expect.objectContaining({ kind: 'refund_discrepancy', amountMinor: '1000', reason: 'damage' }),
    ]);
  });

  it('in another currency than the shop’s tells both totals', () => {
    const inr = (amount: string, cad: string) => moneySet(amount, 'INR', [cad, 'CAD']);
    const refund = refundOf(
      refundBody({
        transactions: [transactionBody({ amount: '1.80', currency: 'CAD' })],
        refund_line_items: [
          {
            id: 1,
            line_item_id: 2,
            quantity: 1,
            subtotal_set: inr('60.93', '0.90'),
            total_tax_set: inr('0.00', '0.00'),
          },
        ],
        refund_shipping_lines: [{ id: 3, subtotal_amount_set: inr('60.93', '0.90') }],
        order_adjustments: [
          { id: 4, kind: 'shipping_refund', amount_set: inr('-60.93', '-0.90'), tax_amount_set: inr('0.00', '0.00') },
        ],
      }),
    );
    expect(refund).toMatchObject({
      currency: 'INR',
      presentmentCurrency: 'CAD',
      presentmentTotalMinor: '180',
      shopTotalMinor: '12186',
      shipping: [{ subtotalMinor: '6093', taxMinor: '0' }],
    });
    expect(refund.transactions[0]).toMatchObject({ amountMinor: '180', currency: 'CAD' });
  });

  it.each([
    ['a list', { duties: [{ duty_id: 1, amount_set: moneySet('9.83') }] }, '983'],
    ['a list in an object', { duties: { duties: [{ duty_id: 1, amount_set: moneySet('9.83') }] } }, '983'],
    ['a total', { duties: [], total_duties_set: moneySet('2.00') }, '200'],
    ['an empty text', { duties: '[]' }, '0'],
    ['an empty object', { duties: {} }, '0'],
  ])('tells duties as %s', (_form, more, dutiesMinor) => {
    expect(refundOf(refundBody(more)).dutiesMinor).toBe(dutiesMinor);
  });

  it('without any set is read in the currency of its money, and claims no shop currency', () => {
    const line = refundLineBody({ subtotal_set: undefined, total_tax_set: undefined, subtotal: '10.5' });
    const refund = refundOf(refundBody({ refund_line_items: [line] }));
    expect(refund.lines[0]!.subtotalMinor).toBe('1050');
    expect(refund.currency).toBeUndefined();
  });

  it('of nothing, in no currency, is still a refund', () => {
    const refund = refundOf(refundBody({ refund_line_items: [], transactions: [] }));
    expect(refund).toMatchObject({ lines: [], transactions: [], dutiesMinor: '0' });
  });

  it('that only restocks, without telling a currency for its amounts, is a fault', () => {
    const line = refundLineBody({ subtotal_set: undefined, total_tax_set: undefined });
    const fact = factOf(deliveryOf('refunds/create', refundBody({ refund_line_items: [line], transactions: [] })));
    expect(fact.data).toMatchObject({ reason: 'unexpected_shape' });
  });

  it('keeps no address a member of staff noted', () => {
    expect(refundOf(refundBody({ note: 'asked by bob@example.com' })).note).toBe('asked by [e-mail withheld]');
  });
});

describe('a transaction', () => {
  it('keeps its own currency, and its gateway’s test mark apart', () => {
    const fact = factOf(
      deliveryOf('order_transactions/create', fixtureBytes('order_transactions_create.json').toString()),
    );
    expect(fact).toMatchObject({ subject: '450789469', test: false });
    expect(fact.data).toMatchObject({
      transaction: { kind: 'capture', status: 'success', amountMinor: '1000', currency: 'USD', gatewayTest: true },
    });
  });

  it('with a null currency is read in that of its unsettled amount', () => {
    const unsettled = { presentment_money: { amount: '403.0', currency: 'CAD' } };
    const body = transactionBody({ currency: null, amount: '403.00', total_unsettled_set: unsettled });
    expect(factOf(deliveryOf('order_transactions/create', body)).data).toMatchObject({
      transaction: { currency: 'CAD', amountMinor: '40300' },
    });
  });

  it('of a kind nobody knows is other', () => {
    const body = transactionBody({ kind: 'emv_authorization', status: 'awaiting_response', gateway: null });
    expect(factOf(deliveryOf('order_transactions/create', body)).data).toMatchObject({
      transaction: { kind: 'other', status: 'other', gateway: 'unknown' },
    });
  });
});

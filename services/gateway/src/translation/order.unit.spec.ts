import { createHash } from 'node:crypto';
import { lineBody, moneySet, orderBody, refundBody } from './spec-support/bodies.js';
import { deliveryOf, fixtureBody, fixtureBytes } from './spec-support/fixtures.js';
import { factOf, orderOf } from './spec-support/translated.js';

const fixture = (file: string) => fixtureBytes(file).toString('utf8');

describe("Shopify's own orders", () => {
  it('paid, though the body says all of it is outstanding', () => {
    const order = orderOf(fixture('orders_paid.json'), 'orders/paid');
    expect(order).toMatchObject({ orderId: '1073459966', financialStatus: 'paid', currency: 'USD' });
    expect(order.totals).toMatchObject({ totalMinor: '19900', outstandingMinor: '19900' });
    expect(order.customerId).toBeUndefined();
    expect(order.emailHash).toBeUndefined();
  });

  it('cancelled: order discounts that the subtotal does not know, shared by the lines', () => {
    const order = orderOf(fixture('orders_cancelled.json'), 'orders/cancelled');
    const { linesMinor, discountsMinor, taxMinor, totalMinor, subtotalMinor } = order.totals;
    expect(subtotalMinor).toBe('59700');
    expect(BigInt(linesMinor) - BigInt(discountsMinor) + BigInt(taxMinor)).toBe(BigInt(totalMinor));
    expect(order.lines.map((line) => line.discountMinor)).toEqual(['334', '333', '333']);
    expect(order.refunds[0]!.lines.map((line) => line.subtotalMinor)).toEqual(['19566', '19567']);
    expect(order.refunds[0]!.transactions[0]).toMatchObject({ amountMinor: '20900', kind: 'refund' });
    expect(order).toMatchObject({ cancelledAt: '2025-04-02T16:31:25.000Z', cancelReason: 'other', countryCode: 'US' });
  });

  it('in euros, its tax apart', () => {
    const order = orderOf(fixture('orders_create.paid_eur.json'), 'orders/create');
    expect(order.currency).toBe('EUR');
    expect(order.totals).toMatchObject({ linesMinor: '22497', taxMinor: '1350', totalMinor: '23847' });
    expect(order.gateways).toEqual([]);
  });

  it('carry no name, address, phone number, e-mail address or key', () => {
    for (const file of ['orders_cancelled.json', 'orders_create.pending.json', 'orders_fulfilled.json']) {
      const text = JSON.stringify(orderOf(fixture(file)));
      expect(text).not.toMatch(/norman|chestnut|louisville|40202|\+?1?.?502|@|authenticate|imasecretipod|foo@/i);
    }
    const hashed = createHash('sha256').update('bob.norman@mail.example.com').digest('hex');
    expect(orderOf(fixture('orders_create.pending.json')).emailHash).toBe(hashed);
  });
});

describe('an order of', () => {
  it('a guest', () => {
    const order = orderOf(orderBody({ customer: null, email: 'Guest@Example.com ' }));
    expect(order.customerId).toBeUndefined();
    expect(order.emailHash).toBe(createHash('sha256').update('guest@example.com').digest('hex'));
  });

  it('the point of sale: no e-mail, no customer, no address, cash rounded to the coin', () => {
    const rounding = moneySet('-0.02', 'CAD');
    const order = orderOf(
      orderBody({
        currency: 'CAD',
        source_name: 'pos',
        customer: null,
        email: '',
        contact_email: null,
        total_cash_rounding_payment_adjustment_set: rounding,
      }),
    );
    expect(order).toMatchObject({ sourceName: 'pos', totals: { cashRoundingMinor: '-2' } });
    expect([order.customerId, order.emailHash, order.countryCode]).toEqual([undefined, undefined, undefined]);
  });

  it('a shopper who paid in another currency: the books are in the shop’s', () => {
    const order = orderOf(
      orderBody({
        presentment_currency: 'JPY',
        total_price_set: moneySet('199.00', 'USD', ['31045', 'JPY']),
        line_items: [lineBody({ price_set: moneySet('199.00', 'USD', ['31045', 'JPY']) })],
      }),
    );
    expect(order.totals.totalMinor).toBe('19900');
    expect(order.lines[0]!.unitPriceMinor).toBe('19900');
    expect(order.presentment).toEqual({ currency: 'JPY', totalMinor: '31045' });
  });

  it.each(['partially_paid', 'partially_refunded', 'voided', 'refunded', 'authorized', 'pending'])('%s', (status) => {
    const order = orderOf(orderBody({ financial_status: status, total_outstanding: '99.00' }));
    expect(order).toMatchObject({ financialStatus: status, totals: { outstandingMinor: '9900' } });
  });

  it('a status nobody knows yet', () => {
    expect(orderOf(orderBody({ financial_status: 'half_settled' })).financialStatus).toBe('unknown');
    expect(orderOf(orderBody({ financial_status: null })).financialStatus).toBe('unknown');
  });

  it('a shop whose prices include tax', () => {
    const tax = [{ title: 'VAT', price: '33.17', rate: 0.2, price_set: moneySet('33.17', 'EUR') }];
    const body = orderBody({ currency: 'EUR', taxes_included: true, total_tax: '33.17', tax_lines: tax });
    const order = orderOf({ ...body, line_items: [lineBody({ tax_lines: tax })] });
    expect(order).toMatchObject({ taxesIncluded: true, totals: { taxMinor: '3317', totalMinor: '19900' } });
    expect(order.lines[0]!.taxMinor).toBe('3317');
  });

  it('a gift card and a tip', () => {
    const gift = lineBody({ gift_card: true, product_id: null, variant_id: null, sku: null, price: '50.00' });
    const order = orderOf(orderBody({ line_items: [gift], total_tip_received: '7.50', total_price: '57.50' }));
    expect(order.lines[0]).toMatchObject({ giftCard: true, unitPriceMinor: '5000' });
    expect(order.totals.tipMinor).toBe('750');
  });

  it('a currency without minor unit, and one with three digits', () => {
    const jpy = orderOf(
      orderBody({ currency: 'JPY', total_price: '31045', line_items: [lineBody({ price: '31045.00' })] }),
    );
    expect([jpy.totals.totalMinor, jpy.lines[0]!.unitPriceMinor]).toEqual(['31045', '31045']);
    expect(orderOf(orderBody({ currency: 'KWD', total_price: '12.345' })).totals.totalMinor).toBe('12345');
  });

  it('shipping with a discount on the cart, which the discounted price leaves out', () => {
    const shipping = { id: 1, title: 'Standard', price: '12.00', discounted_price: '12.00' };
    const order = orderOf(
      orderBody({
        total_shipping_price_set: moneySet('12.00'),
        shipping_lines: [
          { ...shipping, discount_allocations: [{ amount: '4.00' }] },
          { ...shipping, id: 2, price: '5.00', discounted_price: '3.00', discount_allocations: [] },
          { ...shipping, id: 3, is_removed: true },
        ],
      }),
    );
    expect(order.shipping.map((line) => line.discountedPriceMinor)).toEqual(['800', '300']);
    expect(order.totals.shippingMinor).toBe('1100');
  });

  it('line discounts told as a total only', () => {
    expect(orderOf(orderBody({ line_items: [lineBody({ total_discount: '15.00' })] })).lines[0]!.discountMinor).toBe(
      '1500',
    );
  });

  it('duties and fees that only the current sums tell', () => {
    const { totals } = orderOf(
      orderBody({
        original_total_duties_set: moneySet('9.83'),
        current_total_duties_set: moneySet('0.00'),
        current_total_additional_fees_set: moneySet('1.10'),
      }),
    );
    expect([totals.dutiesMinor, totals.additionalFeesMinor]).toEqual(['983', '110']);
  });

  it('refunds inside it', () => {
    const order = orderOf(orderBody({ refunds: [refundBody({ order_id: undefined })] }));
    expect(order.refunds[0]).toMatchObject({ refundId: '929361472', orderId: order.orderId, currency: 'USD' });
  });
});

describe('a body', () => {
  it('that is a test, whose sums add up to anything, is translated and marked', () => {
    const body = orderBody({
      id: 820982911946154508n.toString(),
      test: true,
      total_price: '5.00',
      subtotal_price: '-5.00',
      total_line_items_price: '0.00',
      total_discounts: '5.00',
      total_shipping_price_set: moneySet('10.00'),
      financial_status: 'voided',
      processed_at: null,
    });
    const fact = factOf(deliveryOf('orders/create', body));
    expect(fact).toMatchObject({ test: true, subject: '820982911946154508' });
  });

  it('with numbers as text and text as numbers', () => {
    const line = lineBody({ id: '1071823177', quantity: '2', current_quantity: 2, price: 199 });
    const order = orderOf(orderBody({ id: '5678901234567', total_price: 398, line_items: [line] }));
    expect(order).toMatchObject({ orderId: '5678901234567', totals: { totalMinor: '39800' } });
    expect(order.lines[0]).toMatchObject({ quantity: 2, unitPriceMinor: '19900' });
  });

  it('with no more than an id, a currency, a total and a line', () => {
    const order = orderOf({
      admin_graphql_api_id: 'gid://shopify/Order/123',
      currency: 'usd',
      total_price: '10.00',
      line_items: [{ id: 1, price: '5.00', quantity: 2 }],
    });
    expect(order).toMatchObject({
      orderId: '123',
      name: '#123',
      currency: 'USD',
      createdAt: '2026-11-22T10:00:00.000Z',
    });
    expect(order.totals).toMatchObject({ linesMinor: '1000', subtotalMinor: '1000', taxMinor: '0' });
  });

  it('whose descriptive texts are too long keeps their beginning', () => {
    const order = orderOf(orderBody({ name: 'n'.repeat(200), line_items: [lineBody({ title: 't'.repeat(5_000) })] }));
    expect(order.name).toHaveLength(64);
    expect(order.lines[0]!.title).toMatch(/^t{400,}… \[cut\]$/);
  });

  it.each([
    ['a total that is missing', { total_price: undefined }, '/total_price is missing'],
    ['a total that is no amount', { total_price: 'free' }, '/total_price is no amount of USD: not_an_amount'],
    ['more decimals than the currency has', { total_price: '10.005' }, '/total_price is no amount of USD: too_precise'],
    ['yen with sen', { currency: 'JPY', total_price: '10.5' }, '/total_price is no amount of JPY: too_precise'],
    ['no currency', { currency: null, presentment_currency: null }, '/currency is missing or no currency'],
    ['lines that are no list', { line_items: 'two' }, '/line_items is not a list'],
    ['a line without a price', { line_items: [{ id: 1, quantity: 1 }] }, '/line_items/0/price is missing'],
    [
      'a line with less than no units',
      { line_items: [lineBody({ quantity: -1 })] },
      '/line_items/0/quantity is not a count',
    ],
    ['an amount that is an object', { total_tax: {} }, '/total_tax is not an amount'],
  ])('with %s is shown as untranslatable', (_what, more, message) => {
    const fact = factOf(deliveryOf('orders/create', orderBody(more)));
    expect(fact.data).toMatchObject({ reason: 'unexpected_shape', message });
  });

  it('does not repeat the value it could not read', () => {
    const fact = factOf(deliveryOf('orders/create', orderBody({ total_price: 'bob@example.com' })));
    expect(JSON.stringify(fact)).not.toContain('bob@');
  });

  it('takes the time of its topic', () => {
    const body = { ...fixtureBody('orders_cancelled.json') };
    expect(factOf(deliveryOf('orders/create', body)).time).toBe('2008-01-10T16:00:00.000Z');
    expect(factOf(deliveryOf('orders/updated', body)).time).toBe('2025-04-02T16:31:25.000Z');
    expect(factOf(deliveryOf('orders/cancelled', body)).time).toBe('2025-04-02T16:31:25.000Z');
  });
});

import { eventOf } from '@vividwalls/events';
import { createHash } from 'node:crypto';
import { deliveryOf, fixtureBody, fixtureBytes } from './spec-support/fixtures.js';
import { factOf } from './spec-support/translated.js';
import { TRANSLATORS } from './topics.js';

const text = (file: string) => fixtureBytes(file).toString('utf8');
const hashed = (email: string) => createHash('sha256').update(email).digest('hex');

describe('topics', () => {
  it.each([
    ['orders/create', 'orders_create.pending.json', 'vw.shop.order.created.v1'],
    ['orders/paid', 'orders_paid.json', 'vw.shop.order.paid.v1'],
    ['orders/updated', 'orders_paid.json', 'vw.shop.order.updated.v1'],
    ['orders/partially_fulfilled', 'orders_fulfilled.json', 'vw.shop.order.updated.v1'],
    ['orders/cancelled', 'orders_cancelled.json', 'vw.shop.order.cancelled.v1'],
    ['orders/fulfilled', 'orders_fulfilled.json', 'vw.shop.order.fulfilled.v1'],
    ['refunds/create', 'refunds_create.2.json', 'vw.shop.refund.created.v1'],
    ['order_transactions/create', 'order_transactions_create.json', 'vw.shop.order_transaction.created.v1'],
    ['customers/create', 'customers_create.json', 'vw.shop.customer.created.v1'],
    ['customers/update', 'customers_update.json', 'vw.shop.customer.updated.v1'],
    ['products/create', 'products_create.json', 'vw.shop.product.created.v1'],
    ['products/update', 'products_update.json', 'vw.shop.product.updated.v1'],
    ['inventory_levels/update', 'inventory_levels_update.json', 'vw.shop.inventory_level.changed.v1'],
    ['checkouts/create', 'checkouts_create.abandoned.json', 'vw.shop.checkout.created.v1'],
    ['checkouts/update', 'checkouts_create.abandoned.json', 'vw.shop.checkout.updated.v1'],
    ['fulfillments/create', 'fulfillments_create.json', 'vw.shop.fulfillment.created.v1'],
    ['fulfillments/update', 'fulfillments_create.json', 'vw.shop.fulfillment.updated.v1'],
    ['disputes/create', 'disputes_create.json', 'vw.shop.dispute.opened.v1'],
    ['disputes/update', 'disputes_create.json', 'vw.shop.dispute.updated.v1'],
    ['shop/update', 'shop_update.json', 'vw.shop.shop.updated.v1'],
    ['app/uninstalled', 'shop_update.json', 'vw.shop.app.uninstalled.v1'],
    ['customers/data_request', 'customers_data_request.json', 'vw.shop.customer.data_requested.v1'],
    ['customers/redact', 'customers_redact.json', 'vw.shop.customer.redact_requested.v1'],
    ['shop/redact', 'shop_redact.json', 'vw.shop.shop.redact_requested.v1'],
  ])('%s of %s becomes %s', (topic, file, type) => {
    expect(eventOf(factOf(deliveryOf(topic, text(file))).eventClass).type).toBe(type);
  });

  it('are the ones the gateway promises', () => {
    expect(TRANSLATORS.size).toBe(26);
  });
});

describe('customers', () => {
  it('are ids, a hash, tags and consent', () => {
    const fact = factOf(deliveryOf('customers/update', text('customers_update.json')));
    expect(fact.data).toEqual({
      customer: {
        customerId: '207119551',
        emailHash: hashed('bob.norman@mail.example.com'),
        state: 'disabled',
        emailVerified: true,
        tags: ['Léon', 'Noël'],
        emailConsent: 'not_subscribed',
        emailConsentAt: '2004-06-13T15:57:11.000Z',
        smsConsent: 'not_subscribed',
        smsConsentAt: '2024-01-01T12:00:00.000Z',
        ordersCount: 1,
        totalSpentMinor: '19965',
        currency: 'USD',
        lastOrderId: '450789469',
        countryCode: 'US',
        provinceCode: 'KY',
        createdAt: '2025-04-02T16:25:58.000Z',
        updatedAt: '2025-04-02T16:25:58.000Z',
      },
    });
  });

  it('without address, e-mail and consent are still customers', () => {
    const fact = factOf(deliveryOf('customers/create', { id: 7, state: 'sleeping', sms_marketing_consent: null }));
    expect(fact.data).toMatchObject({ customer: { customerId: '7', state: 'unknown', tags: [] } });
  });
});

describe('products', () => {
  it('have prices as text where no currency is told, and minor units where one is', () => {
    const { product } = factOf(deliveryOf('products/update', text('products_update.json'))).data as {
      product: { variants: unknown[]; variantCount: number };
    };
    expect(product.variantCount).toBe(4);
    expect(product.variants[0]).toMatchObject({
      variantId: '808950810',
      sku: 'IPOD2008PINK',
      price: '199.00',
      prices: [{ currency: 'USD', priceMinor: '19900' }],
      inventoryItemId: '808950810',
      inventoryQuantity: 10,
      optionValues: ['Pink'],
    });
  });

  it('know how many variants there are when Shopify sends only some', () => {
    const body = { ...fixtureBody('products_create.json'), variant_gids: Array.from({ length: 140 }, () => ({})) };
    expect(factOf(deliveryOf('products/update', body)).data).toMatchObject({ product: { variantCount: 140 } });
  });

  it('are deleted by id, when Shopify says so', () => {
    const triggeredAt = '2026-11-22T09:59:00.123456Z';
    const fact = factOf(deliveryOf('products/delete', '{"id":788032119674292922}', { triggeredAt }));
    expect(fact).toMatchObject({
      subject: '788032119674292922',
      time: '2026-11-22T09:59:00.123Z',
      version: Date.parse('2026-11-22T09:59:00.123Z'),
      data: { productId: '788032119674292922' },
    });
  });
});

describe('an edited order', () => {
  it('tells which lines changed', () => {
    const body = {
      order_edit: {
        id: 78912328793,
        app_id: null,
        committed_at: '2026-11-20T09:00:00-05:00',
        notify_customer: true,
        order_id: '820982911946154508',
        staff_note: 'called bob@example.com',
        user_id: 548380009,
        line_items: {
          additions: [{ id: 78643924236718, delta: 1 }],
          removals: [{ id: '866550311766439020', delta: 2 }],
        },
        discounts: { line_item: { additions: [], removals: [{ id: 1 }] } },
        shipping_lines: { additions: [], removals: [] },
      },
    };
    expect(factOf(deliveryOf('orders/edited', body))).toMatchObject({
      subject: '820982911946154508',
      time: '2026-11-20T14:00:00.000Z',
      data: {
        editId: '78912328793',
        addedLines: [{ lineId: '78643924236718', delta: 1 }],
        removedLines: [{ lineId: '866550311766439020', delta: 2 }],
        discountsChanged: true,
        shippingChanged: false,
        notifyCustomer: true,
        staffNote: 'called [e-mail withheld]',
      },
    });
  });

  it('without its one field is untranslatable', () => {
    const fact = factOf(deliveryOf('orders/edited', { id: 1 }));
    expect(fact.data).toMatchObject({ message: '/order_edit is not an object' });
  });
});

describe('checkouts', () => {
  it('state their amounts in the currency the shopper sees, and keep no key', () => {
    const body = {
      ...fixtureBody('checkouts_create.abandoned.json'),
      presentment_currency: 'JPY',
      total_price: '37969',
      total_discounts: '3980',
      subtotal_price: '35820',
      total_tax: '2149',
      total_line_items_price: '39800',
      line_items: [],
      discount_codes: [],
      abandoned_checkout_url: 'https://checkout.local/1/checkouts/2a1a/recover?key=secret',
    };
    const fact = factOf(deliveryOf('checkouts/update', body));
    expect(fact.data).toMatchObject({
      checkout: { currency: 'JPY', shopCurrency: 'USD', totals: { totalMinor: '37969' } },
    });
    expect(JSON.stringify(fact)).not.toMatch(/secret|bob|norman|chestnut/i);
  });
});

describe('inventory', () => {
  it('may be untracked, or oversold', () => {
    const level = { inventory_item_id: 1, location_id: 2, updated_at: '2026-11-20T09:00:00Z' };
    const untracked = factOf(deliveryOf('inventory_levels/update', { ...level, available: null }));
    expect(untracked).toMatchObject({ subject: '1@2', data: { inventoryItemId: '1', locationId: '2' } });
    expect((untracked.data as { available?: number }).available).toBeUndefined();
    const oversold = factOf(deliveryOf('inventory_levels/update', { ...level, available: -3 }));
    expect(oversold.data).toMatchObject({ available: -3 });
  });
});

describe('fulfilments and disputes', () => {
  it('are about their order', () => {
    const fulfillment = factOf(deliveryOf('fulfillments/create', text('fulfillments_create.json')));
    expect(fulfillment).toMatchObject({
      subject: '450789469',
      data: { fulfillment: { status: 'failure', trackingNumbers: ['1Z1234512345123456'], lines: [{ quantity: 1 }] } },
    });
    const dispute = factOf(deliveryOf('disputes/create', text('disputes_create.json')));
    expect(dispute).toMatchObject({
      subject: '625362839',
      time: '2013-05-04T00:00:00.000Z',
      data: { dispute: { disputeId: '598735659', amountMinor: '1150', status: 'needs_response', kind: 'chargeback' } },
    });
  });

  it('of a dispute’s versions the one sent later is newer', () => {
    const at = (triggeredAt: string) =>
      factOf(deliveryOf('disputes/update', text('disputes_create.json'), { triggeredAt })).version;
    expect(at('2026-11-22T10:00:01Z')).toBeGreaterThan(at('2026-11-22T10:00:00Z'));
  });
});

describe('privacy requests', () => {
  it('name the customer by id and hash, and every order', () => {
    expect(factOf(deliveryOf('customers/redact', text('customers_redact.json'))).data).toEqual({
      shopId: '954889',
      customerId: '191167',
      emailHash: hashed('john@example.com'),
      orderIds: ['299938', '280263', '220458'],
    });
    const request = factOf(deliveryOf('customers/data_request', text('customers_data_request.json')));
    expect(request).toMatchObject({ subject: '191167', data: { dataRequestId: '9999', shopId: '954889' } });
  });

  it('are never refused for a missing detail', () => {
    for (const topic of ['customers/data_request', 'customers/redact', 'shop/redact']) {
      expect(eventOf(factOf(deliveryOf(topic, {})).eventClass).type).toMatch(/request/);
    }
  });
});

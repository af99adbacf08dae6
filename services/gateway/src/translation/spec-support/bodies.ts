// Bodies made by hand in Shopify's shape, as small as a variant needs.

type Body = Record<string, unknown>;

/** A `…_set`: the same amount on both sides, or another one in the shopper's currency. */
export function moneySet(amount: string, currency = 'USD', presentment: [string, string] = [amount, currency]): Body {
  return {
    shop_money: { amount, currency_code: currency },
    presentment_money: { amount: presentment[0], currency_code: presentment[1] },
  };
}

export function lineBody(more: Body = {}): Body {
  return {
    id: 1071823177,
    product_id: 921728736,
    variant_id: 447654529,
    sku: 'VW-ECHO-24',
    title: 'Vivid Echo',
    quantity: 1,
    current_quantity: 1,
    price: '199.00',
    total_discount: '0.00',
    gift_card: false,
    tax_lines: [],
    discount_allocations: [],
    ...more,
  };
}

export function orderBody(more: Body = {}): Body {
  return {
    id: 5678901234567,
    name: '#2001',
    currency: 'USD',
    presentment_currency: 'USD',
    financial_status: 'paid',
    fulfillment_status: null,
    created_at: '2026-11-20T09:00:00-05:00',
    updated_at: '2026-11-20T09:05:00-05:00',
    processed_at: '2026-11-20T09:00:00-05:00',
    cancelled_at: null,
    email: 'Shopper@Example.com',
    customer: { id: 207119551, first_name: 'Ann', last_name: 'Shopper', tags: '' },
    source_name: 'web',
    tags: '',
    test: false,
    taxes_included: false,
    total_line_items_price: '199.00',
    total_discounts: '0.00',
    subtotal_price: '199.00',
    total_tax: '0.00',
    total_tip_received: '0.00',
    total_price: '199.00',
    current_total_price: '199.00',
    total_outstanding: '0.00',
    line_items: [lineBody()],
    shipping_lines: [],
    discount_codes: [],
    note_attributes: [],
    payment_gateway_names: ['shopify_payments'],
    refunds: [],
    ...more,
  };
}

export function transactionBody(more: Body = {}): Body {
  return {
    id: 801038806,
    order_id: 5678901234567,
    kind: 'refund',
    status: 'success',
    gateway: 'shopify_payments',
    amount: '10.00',
    currency: 'USD',
    test: false,
    created_at: '2026-11-21T09:00:00-05:00',
    processed_at: '2026-11-21T09:00:00-05:00',
    ...more,
  };
}

export function refundLineBody(more: Body = {}): Body {
  return {
    id: 1058498320,
    line_item_id: 1071823177,
    quantity: 1,
    restock_type: 'return',
    subtotal: 10.0,
    total_tax: 0.0,
    subtotal_set: moneySet('10.00'),
    total_tax_set: moneySet('0.00'),
    ...more,
  };
}

export function refundBody(more: Body = {}): Body {
  return {
    id: 929361472,
    order_id: 5678901234567,
    created_at: '2026-11-21T09:00:00-05:00',
    processed_at: '2026-11-21T09:00:00-05:00',
    note: null,
    restock: false,
    duties: [],
    refund_line_items: [refundLineBody()],
    refund_shipping_lines: [],
    order_adjustments: [],
    transactions: [transactionBody()],
    ...more,
  };
}

import { plus, shownText, sum, times, ZERO } from '../money/pair.js';
import { orderTotals } from '../orders/order-totals.js';
import type { LineTax, Order, OrderLine } from '../orders/order.js';
import { shopTime } from '../shop/shop-time.js';
import { addressBody } from './address-body.js';
import { customerInOrder } from './customer-body.js';
import { idNumber, type Json } from './json.js';
import { checkoutShippingLine } from './shipping-line-body.js';

/** How far a checkout has come. The draft is the order it would become. */
export interface Checkout {
  readonly id: bigint;
  readonly draft: Order;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly completedAt: number | null;
  /** Contact and address are known only after the first page. */
  readonly identified: boolean;
  readonly gateway: string | null;
}

/** `checkouts/create`, `checkouts/update`: amounts are the ones the shopper sees, in `presentment_currency`; there are no sets. */
export function checkoutBody(checkout: Checkout): Json {
  const { draft, identified } = checkout;
  const { currencies } = draft;
  const totals = orderTotals(draft);
  const lastTouch = draft.touches.at(-1);
  const shipping = identified ? draft.shipping : null;
  // Without an address nobody knows the tax.
  const tax = identified ? totals.tax : ZERO;
  const total = plus(totals.subtotal, draft.taxesIncluded ? ZERO : tax);
  return {
    id: idNumber(checkout.id),
    token: draft.checkoutToken,
    cart_token: draft.cartToken,
    email: identified ? draft.shopper.email : null,
    gateway: checkout.gateway,
    buyer_accepts_marketing: draft.shopper.acceptsMarketing,
    created_at: shopTime(checkout.createdAt),
    updated_at: shopTime(checkout.updatedAt),
    landing_site: lastTouch?.landingSite ?? null,
    note: null,
    note_attributes: draft.noteAttributes.map((one) => ({ ...one })),
    referring_site: lastTouch?.referringSite ?? null,
    shipping_lines: shipping ? [checkoutShippingLine(shipping, currencies)] : [],
    taxes_included: draft.taxesIncluded,
    total_weight: draft.lines.reduce((grams, line) => grams + line.variant.grams * line.quantity, 0),
    currency: currencies.shop,
    completed_at: checkout.completedAt === null ? null : shopTime(checkout.completedAt),
    closed_at: null,
    user_id: null,
    location_id: null,
    source_identifier: null,
    source_url: null,
    device_id: null,
    phone: null,
    customer_locale: 'en',
    line_items: draft.lines.map((line) => checkoutLine(line, draft)),
    name: `#${checkout.id}`,
    source: null,
    abandoned_checkout_url: `https://${draft.shop.domain}/${draft.shop.id}/checkouts/${draft.checkoutToken}/recover`,
    discount_codes: draft.discount
      ? [{ code: draft.discount.code, amount: shownText(draft.discount.total, currencies), type: draft.discount.type }]
      : [],
    tax_lines: identified ? taxLines(draft) : [],
    source_name: 'web',
    presentment_currency: currencies.shown,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    total_discounts: shownText(totals.discounts, currencies),
    total_line_items_price: shownText(totals.lineItems, currencies),
    total_price: shownText(shipping ? plus(total, shipping.price) : total, currencies),
    total_tax: shownText(tax, currencies),
    subtotal_price: shownText(totals.subtotal, currencies),
    total_duties: null,
    reservation_token: null,
    ...(identified && draft.address
      ? { billing_address: addressBody(draft.address), shipping_address: addressBody(draft.address) }
      : {}),
    ...(identified && draft.customer ? { customer: customerInOrder(draft.customer, true) } : {}),
  };
}

function taxLines(draft: Order): Json {
  const taxes: LineTax[] = [...draft.lines.flatMap((line) => line.taxes), ...(draft.shipping?.taxes ?? [])];
  const titles = [...new Set(taxes.map((tax) => tax.rate.title))];
  return titles.map((title) => {
    const same = taxes.filter((tax) => tax.rate.title === title);
    const price = shownText(sum(same.map((tax) => tax.amount)), draft.currencies);
    return { price, rate: JSON.rawJSON(same[0]!.rate.text), title, channel_liable: null };
  });
}

function checkoutLine(line: OrderLine, draft: Order): Json {
  const { variant } = line;
  const { currencies } = draft;
  return {
    applied_discounts: [],
    discount_allocations: draft.discount
      ? [
          {
            id: null,
            amount: shownText(line.discount, currencies),
            description: draft.discount.code,
            created_at: null,
            application_type: 'discount_code',
            discount_class: 'ORDER',
          },
        ]
      : [],
    key: line.id.toString(16),
    destination_location_id: null,
    fulfillment_service: 'manual',
    gift_card: false,
    grams: variant.grams,
    origin_location_id: null,
    presentment_title: variant.productTitle,
    presentment_variant_title: variant.title,
    product_id: idNumber(variant.productId),
    properties: null,
    quantity: line.quantity,
    requires_shipping: true,
    sku: variant.sku,
    tax_lines: [],
    taxable: true,
    title: variant.productTitle,
    variant_id: idNumber(variant.id),
    variant_title: variant.title,
    variant_price: null,
    vendor: 'VividWalls',
    user_id: null,
    unit_price_measurement: null,
    rank: null,
    compare_at_price: null,
    line_price: shownText(times(line.unit, line.quantity), currencies),
    price: shownText(line.unit, currencies),
  };
}

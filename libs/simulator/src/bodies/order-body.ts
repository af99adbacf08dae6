import { shopText, sum, ZERO, type Pair } from '../money/pair.js';
import {
  financialStatus,
  fulfillmentStatus,
  orderTotals,
  unitsLeft,
  type OrderTotals,
} from '../orders/order-totals.js';
import type { LineTax, Order } from '../orders/order.js';
import { shopTime } from '../shop/shop-time.js';
import { addressBody } from './address-body.js';
import { customerInOrder } from './customer-body.js';
import { fulfillmentInOrder } from './fulfillment-body.js';
import { idNumber, type Json } from './json.js';
import { lineItem, taxLine } from './line-item-body.js';
import { moneySet, priced } from './money-set.js';
import { refundInOrder } from './refund-body.js';
import { shippingLine } from './shipping-line-body.js';

export const orderName = (order: { readonly number: number }): string => `#${1000 + order.number}`;
/** Point-of-sale and online store are apps of Shopify's own. */
const APP_IDS = { web: 580_111n, pos: 129_785n };

/** The body of every `orders/…` webhook but orders/edited: the order as it is now. */
export function orderBody(order: Order): Json {
  const totals = orderTotals(order);
  const lastTouch = order.touches.at(-1);
  return {
    id: idNumber(order.id),
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    app_id: idNumber(APP_IDS[order.source]),
    browser_ip: order.browserIp,
    buyer_accepts_marketing: order.shopper.acceptsMarketing,
    cancel_reason: order.cancelReason,
    cancelled_at: order.cancelledAt === null ? null : shopTime(order.cancelledAt),
    cart_token: order.cartToken,
    checkout_id: order.checkoutId === null ? null : idNumber(order.checkoutId),
    checkout_token: order.checkoutToken,
    client_details: clientDetails(order),
    closed_at: order.closedAt === null ? null : shopTime(order.closedAt),
    confirmation_number: order.confirmation,
    confirmed: true,
    contact_email: order.email,
    created_at: shopTime(order.createdAt),
    currency: order.currencies.shop,
    ...currentTotals(order, totals),
    customer_locale: order.source === 'web' ? 'en' : null,
    device_id: null,
    discount_codes: order.discount
      ? [
          {
            code: order.discount.code,
            amount: shopText(order.discount.total, order.currencies),
            type: order.discount.type,
          },
        ]
      : [],
    duties_included: false,
    email: order.email ?? '',
    estimated_taxes: false,
    financial_status: financialStatus(order, totals),
    fulfillment_status: fulfillmentStatus(order),
    landing_site: lastTouch?.landingSite ?? null,
    landing_site_ref: null,
    location_id: order.source === 'pos' ? idNumber(order.shop.locationId) : null,
    merchant_business_entity_id: 'MTY4NDM3MjAxMTUz',
    merchant_of_record_app_id: null,
    name: orderName(order),
    note: null,
    note_attributes: order.noteAttributes.map((one) => ({ ...one })),
    number: order.number,
    order_number: 1000 + order.number,
    order_status_url: `https://${order.shop.domain}/${order.shop.id}/orders/${order.token}/authenticate?key=${order.statusKey}`,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: [order.gateway],
    phone: null,
    po_number: order.poNumber,
    presentment_currency: order.currencies.shown,
    processed_at: shopTime(order.createdAt),
    reference: null,
    referring_site: lastTouch?.referringSite ?? null,
    source_identifier: null,
    source_name: order.source,
    source_url: null,
    ...originalTotals(order, totals),
    updated_at: shopTime(order.updatedAt),
    user_id: null,
    billing_address: order.address ? addressBody(order.address) : null,
    customer: order.customer ? customerInOrder(order.customer) : null,
    discount_applications: order.discount ? [discountApplication(order.discount)] : [],
    fulfillments: order.fulfillments.map((one) => fulfillmentInOrder(one, order)),
    line_items: order.lines.map((line) => lineItem(line, order)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundInOrder(refund, order)),
    shipping_address: order.address ? addressBody(order.address) : null,
    shipping_lines: order.shipping ? [shippingLine(order.shipping, order.currencies)] : [],
  };
}

const clientDetails = (order: Order): Json =>
  order.userAgent === null
    ? null
    : {
        accept_language: 'en-US',
        browser_height: null,
        browser_ip: order.browserIp,
        browser_width: null,
        session_hash: null,
        user_agent: order.userAgent,
      };

const discountApplication = (discount: NonNullable<Order['discount']>): Json => ({
  target_type: 'line_item',
  type: 'discount_code',
  value: discount.value,
  value_type: discount.type,
  allocation_method: 'across',
  target_selection: 'all',
  code: discount.code,
});

function currentTotals(order: Order, { current }: OrderTotals): Record<string, Json> {
  const { currencies } = order;
  return {
    ...priced('current_subtotal_price', current.subtotal, currencies),
    current_total_additional_fees_set: null,
    ...priced('current_total_discounts', current.discounts, currencies),
    current_total_duties_set: null,
    ...priced('current_total_price', current.total, currencies),
    ...priced('current_total_tax', current.tax, currencies),
  };
}

function originalTotals(order: Order, totals: OrderTotals): Record<string, Json> {
  const { currencies } = order;
  // A bogus order's subtotal forgets its discount, as Shopify's own sample bodies do: such sums mean nothing.
  const subtotal = order.bogus ? totals.lineItems : totals.subtotal;
  return {
    ...priced('subtotal_price', subtotal, currencies),
    tags: order.tags,
    tax_exempt: false,
    tax_lines: mergedTaxes(order).map((tax) => taxLine(tax, currencies)),
    taxes_included: order.taxesIncluded,
    test: order.bogus,
    token: order.token,
    total_cash_rounding_payment_adjustment_set: moneySet(ZERO, currencies),
    total_cash_rounding_refund_adjustment_set: moneySet(ZERO, currencies),
    ...priced('total_discounts', totals.discounts, currencies),
    ...priced('total_line_items_price', totals.lineItems, currencies),
    total_outstanding: shopText(totals.outstanding, currencies),
    ...priced('total_price', totals.total, currencies),
    total_shipping_price_set: moneySet(totals.shipping, currencies),
    ...priced('total_tax', totals.tax, currencies),
    total_tip_received: shopText(order.tip, currencies),
    total_weight: order.lines.reduce((grams, line) => grams + line.variant.grams * unitsLeft(line), 0),
  };
}

/** The order's tax lines: one per title, over lines and shipping. */
function mergedTaxes(order: Order): LineTax[] {
  const amounts = new Map<string, { rate: LineTax['rate']; parts: Pair[] }>();
  for (const tax of [...order.lines.flatMap((line) => line.taxes), ...(order.shipping?.taxes ?? [])]) {
    const entry = amounts.get(tax.rate.title) ?? { rate: tax.rate, parts: [] };
    entry.parts.push(tax.amount);
    amounts.set(tax.rate.title, entry);
  }
  return [...amounts.values()].map(({ rate, parts }) => ({ rate, amount: sum(parts) }));
}

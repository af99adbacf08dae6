import { shopText, ZERO, type Currencies } from '../money/pair.js';
import { unitsLeft } from '../orders/order-totals.js';
import type { Fulfillment, LineTax, Order, OrderLine } from '../orders/order.js';
import { idNumber, type Json } from './json.js';
import { moneySet, priced } from './money-set.js';

/** `rate` is a JSON number; `price` is text. */
export const taxLine = (tax: LineTax, currencies: Currencies): Json => ({
  channel_liable: false,
  ...priced('price', tax.amount, currencies),
  rate: JSON.rawJSON(tax.rate.text),
  title: tax.rate.title,
});

function shared(line: OrderLine, order: Order): Record<string, Json> {
  const { variant } = line;
  return {
    fulfillment_service: 'manual',
    fulfillment_status: line.fulfilled === 0 ? null : line.fulfilled >= unitsLeft(line) ? 'fulfilled' : 'partial',
    gift_card: false,
    grams: variant.grams,
    name: `${variant.productTitle} - ${variant.title}`,
    ...priced('price', line.unit, order.currencies),
    product_exists: true,
    product_id: idNumber(variant.productId),
    properties: [],
    quantity: line.quantity,
    requires_shipping: true,
    sku: variant.sku,
    taxable: true,
    title: variant.productTitle,
    // Discounts of a code are allocations; this field is for discounts of one line, which the shop doesn't give.
    ...priced('total_discount', ZERO, order.currencies),
    variant_id: idNumber(variant.id),
    variant_inventory_management: 'shopify',
    variant_title: variant.title,
    vendor: 'VividWalls',
    tax_lines: line.taxes.map((tax) => taxLine(tax, order.currencies)),
    duties: [],
    discount_allocations: order.discount && line.discount.shop > 0n ? [allocation(line, order)] : [],
  };
}

const allocation = (line: OrderLine, order: Order): Json => ({
  amount: shopText(line.discount, order.currencies),
  amount_set: moneySet(line.discount, order.currencies),
  discount_application_index: 0,
});

const fulfillable = (line: OrderLine): number => Math.max(unitsLeft(line) - line.fulfilled, 0);

/** A line item inside an order or an order's refund. */
export const lineItem = (line: OrderLine, order: Order): Json => ({
  id: idNumber(line.id),
  admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
  attributed_staffs: [],
  current_quantity: unitsLeft(line),
  fulfillable_quantity: fulfillable(line),
  ...shared(line, order),
});

/** A line item inside a refund or fulfillment that is a webhook of its own: no current quantity there. */
export const lineItemAlone = (line: OrderLine, order: Order, quantity = line.quantity): Json => ({
  id: idNumber(line.id),
  ...shared(line, order),
  quantity,
  fulfillable_quantity: fulfillable(line),
  admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
});

/** A shipment of an order; `alone` is the `fulfillments/…` webhook's shape. */
export function fulfillmentLines(fulfillment: Fulfillment, order: Order, alone: boolean): Json {
  return fulfillment.lines.map(({ line, quantity }) =>
    alone ? lineItemAlone(line, order, quantity) : lineItem(line, order),
  );
}

import { formatMinor } from '@vividwalls/money';
import { negated, shopText, ZERO, type Pair } from '../money/pair.js';
import type { Order, Refund } from '../orders/order.js';
import { shopTime } from '../shop/shop-time.js';
import { floatNumber, idNumber, type Json } from './json.js';
import { lineItem, lineItemAlone } from './line-item-body.js';
import { moneySet } from './money-set.js';
import { shippingLine } from './shipping-line-body.js';
import { transactionInOrder, transactionInRefund } from './transaction-body.js';

const asNumber = (pair: Pair, order: Order): Json => floatNumber(formatMinor(pair.shop, order.currencies.shop));

function refundLines(refund: Refund, order: Order, alone: boolean): Json {
  return refund.lines.map((one) => ({
    id: idNumber(one.id),
    line_item_id: idNumber(one.line.id),
    location_id: one.restockType === 'no_restock' ? null : idNumber(order.shop.locationId),
    quantity: one.quantity,
    restock_type: one.restockType,
    // JSON numbers here, text everywhere else: so Shopify sends them.
    subtotal: asNumber(one.subtotal, order),
    subtotal_set: moneySet(one.subtotal, order.currencies),
    total_tax: asNumber(one.tax, order),
    total_tax_set: moneySet(one.tax, order.currencies),
    line_item: alone ? lineItemAlone(one.line, order) : lineItem(one.line, order),
  }));
}

/** Shipping given back shows twice, here and as an adjustment of kind shipping_refund (the only place of its tax). */
function shippingLines(refund: Refund, order: Order): Json {
  if (!refund.shipping) return [];
  const { id, line, subtotal } = refund.shipping;
  return [
    {
      id: idNumber(id),
      shipping_line_id: idNumber(line.id),
      subtotal_amount_set: moneySet(subtotal, order.currencies),
      shipping_line: shippingLine(line, order.currencies),
    },
  ];
}

function adjustments(refund: Refund, order: Order): Json[] {
  const entry = (id: bigint, kind: string, reason: string, amount: Pair, tax: Pair): Json => ({
    id: idNumber(id),
    order_id: idNumber(order.id),
    refund_id: idNumber(refund.id),
    amount: shopText(amount, order.currencies),
    tax_amount: shopText(tax, order.currencies),
    kind,
    reason,
    amount_set: moneySet(amount, order.currencies),
    tax_amount_set: moneySet(tax, order.currencies),
  });
  const list: Json[] = [];
  if (refund.shipping && refund.shippingAdjustmentId !== null) {
    const { subtotal, tax } = refund.shipping;
    list.push(
      entry(refund.shippingAdjustmentId, 'shipping_refund', 'Shipping refund', negated(subtotal), negated(tax)),
    );
  }
  if (refund.discrepancy) {
    list.push(
      entry(refund.discrepancy.id, 'refund_discrepancy', 'Refund discrepancy', refund.discrepancy.amount, ZERO),
    );
  }
  return list;
}

/** `refunds/create` */
export const refundBody = (refund: Refund, order: Order): Json => ({
  id: idNumber(refund.id),
  order_id: idNumber(order.id),
  created_at: shopTime(refund.at),
  note: refund.note,
  user_id: null,
  processed_at: shopTime(refund.at),
  duties: [],
  total_duties_set: moneySet(ZERO, order.currencies),
  return: null,
  restock: refund.restock,
  additional_fees: [],
  total_additional_fees_set: moneySet(ZERO, order.currencies),
  refund_shipping_lines: shippingLines(refund, order),
  admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
  order_adjustments: adjustments(refund, order),
  refund_line_items: refundLines(refund, order, true),
  transactions: refund.transactions.map((one) => transactionInRefund(one, order)),
});

/** A refund inside an order's body: shipping given back shows only as an adjustment there. */
export const refundInOrder = (refund: Refund, order: Order): Json => ({
  id: idNumber(refund.id),
  admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
  created_at: shopTime(refund.at),
  note: refund.note,
  order_id: idNumber(order.id),
  processed_at: shopTime(refund.at),
  restock: refund.restock,
  total_additional_fees_set: moneySet(ZERO, order.currencies),
  total_duties_set: moneySet(ZERO, order.currencies),
  user_id: null,
  order_adjustments: adjustments(refund, order),
  transactions: refund.transactions.map((one) => transactionInOrder(one, order)),
  refund_line_items: refundLines(refund, order, false),
  duties: [],
  additional_fees: [],
});

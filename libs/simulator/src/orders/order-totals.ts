import { minus, plus, sum, times, unitsPart, ZERO, type Pair } from '../money/pair.js';
import type { LineTax, Order, OrderLine, Refund } from './order.js';

export interface OrderTotals {
  readonly lineItems: Pair;
  readonly discounts: Pair;
  /** After discounts, before shipping, tax and tip. */
  readonly subtotal: Pair;
  readonly shipping: Pair;
  readonly tax: Pair;
  readonly total: Pair;
  /** What is left after edits, returns and cancellation. */
  readonly current: { readonly discounts: Pair; readonly subtotal: Pair; readonly tax: Pair; readonly total: Pair };
  /** Captured, before refunds. */
  readonly paid: Pair;
  readonly refunded: Pair;
  readonly outstanding: Pair;
}

export const taxOf = (taxes: readonly LineTax[]): Pair => sum(taxes.map((tax) => tax.amount));
export const unitsLeft = (line: OrderLine): number => line.quantity - line.removed;

/** What `count` units of a line cost the shopper, after those already removed: goods after discount, and tax. */
export function lineShare(line: OrderLine, count: number, before = line.removed): { subtotal: Pair; tax: Pair } {
  const discount = unitsPart(line.discount, before, count, line.quantity);
  return {
    subtotal: minus(times(line.unit, count), discount),
    tax: unitsPart(taxOf(line.taxes), before, count, line.quantity),
  };
}

/** The money a refund moves: lines, shipping and discrepancy; taxes count once, whether inside the prices or on top. */
export function refundAmount(refund: Pick<Refund, 'lines' | 'shipping' | 'discrepancy'>, taxesIncluded: boolean): Pair {
  const lines = sum(refund.lines.map((line) => (taxesIncluded ? line.subtotal : plus(line.subtotal, line.tax))));
  const shipping = refund.shipping ? plus(refund.shipping.subtotal, taxesIncluded ? ZERO : refund.shipping.tax) : ZERO;
  return minus(plus(lines, shipping), refund.discrepancy?.amount ?? ZERO);
}

const settled = (order: Order, ...kinds: string[]): Pair =>
  sum(
    order.transactions.filter((one) => one.status === 'success' && kinds.includes(one.kind)).map((one) => one.amount),
  );

/** Every total an order body shows, from its lines, taxes and transactions. Exact in both currencies. */
export function orderTotals(order: Order): OrderTotals {
  const lineItems = sum(order.lines.map((line) => times(line.unit, line.quantity)));
  const discounts = sum(order.lines.map((line) => line.discount));
  const subtotal = minus(lineItems, discounts);
  const shipping = order.shipping?.price ?? ZERO;
  const tax = plus(sum(order.lines.map((line) => taxOf(line.taxes))), taxOf(order.shipping?.taxes ?? []));
  const onTop = order.taxesIncluded ? ZERO : tax;
  const total = sum([subtotal, shipping, onTop, order.tip]);

  const gone = order.lines.map((line) => ({ line, ...lineShare(line, line.removed, 0) }));
  const goneSubtotal = sum(gone.map((one) => one.subtotal));
  const goneDiscount = sum(gone.map((one) => minus(times(one.line.unit, one.line.removed), one.subtotal)));
  const shippingBack = order.refunds.map((refund) => refund.shipping);
  const goneShipping = order.cancelledAt ? shipping : sum(shippingBack.map((one) => one?.subtotal ?? ZERO));
  const goneTax = plus(
    sum(gone.map((one) => one.tax)),
    order.cancelledAt ? taxOf(order.shipping?.taxes ?? []) : sum(shippingBack.map((one) => one?.tax ?? ZERO)),
  );
  const goneTip = order.cancelledAt ? order.tip : ZERO;
  const gonePrice = sum([goneSubtotal, goneShipping, goneTip, order.taxesIncluded ? ZERO : goneTax]);
  const current = {
    discounts: minus(discounts, goneDiscount),
    subtotal: minus(subtotal, goneSubtotal),
    tax: minus(tax, goneTax),
    total: minus(total, gonePrice),
  };

  const paid = settled(order, 'sale', 'capture');
  const refunded = sum(
    order.refunds
      .flatMap((refund) => refund.transactions)
      .filter((one) => one.kind === 'refund')
      .map((one) => one.amount),
  );
  // Goodwill leaves nothing to pay, and a kept fee nothing to give back.
  const agreed = plus(current.total, sum(order.refunds.map((refund) => refund.discrepancy?.amount ?? ZERO)));
  const due = minus(agreed, minus(paid, refunded));
  const outstanding = due.shop > 0n ? due : ZERO;
  return { lineItems, discounts, subtotal, shipping, tax, total, current, paid, refunded, outstanding };
}

/** The order's `financial_status`, from its transactions. */
export function financialStatus(order: Order, totals: OrderTotals = orderTotals(order)): string {
  if (totals.paid.shop === 0n) {
    if (order.transactions.some((one) => one.kind === 'void') || order.cancelledAt) return 'voided';
    return order.transactions.some((one) => one.kind === 'authorization') ? 'authorized' : 'pending';
  }
  if (totals.refunded.shop >= totals.paid.shop) return 'refunded';
  if (totals.refunded.shop > 0n) return 'partially_refunded';
  return totals.outstanding.shop > 0n ? 'partially_paid' : 'paid';
}

export function fulfillmentStatus(order: Order): 'fulfilled' | 'partial' | null {
  if (order.fulfillments.length === 0) return null;
  return order.lines.every((line) => line.fulfilled >= unitsLeft(line)) ? 'fulfilled' : 'partial';
}

import { minus, plus, sum, ZERO, type Pair } from '../money/pair.js';
import { lineShare, orderTotals, refundAmount, taxOf, unitsLeft } from './order-totals.js';
import type { Order, OrderLine, Refund, RefundLine, Transaction } from './order.js';

export interface RefundRequest {
  readonly lines: readonly { readonly line: OrderLine; readonly quantity: number }[];
  readonly shipping: boolean;
  /** Shop currency: kept from the refund (positive) or given on top (negative). */
  readonly discrepancy: Pair | null;
  readonly restockType: RefundLine['restockType'];
  readonly note: string | null;
  readonly at: number;
  /** False for what was never captured: the lines go, no money moves. */
  readonly money: boolean;
}

/** What can still be given back. */
export function refundable(order: Order): Pair {
  const { paid, refunded } = orderTotals(order);
  return minus(paid, refunded);
}

/**
 * Books a refund on the order: takes the units off its lines and records the transaction.
 *
 * @throws RangeError when it would return more than was paid, or units that are gone
 */
export function refundOrder(order: Order, request: RefundRequest, nextId: () => bigint): Refund {
  for (const { line, quantity } of request.lines) {
    if (quantity < 1 || quantity > unitsLeft(line))
      throw new RangeError(`Line ${line.id} has no ${quantity} units left`);
  }
  const shippingLeft = order.shipping && !order.refunds.some((one) => one.shipping) ? order.shipping : null;
  const shipping = request.shipping && shippingLeft && shippingLeft.price.shop > 0n ? shippingLeft : null;
  const draft = {
    lines: request.lines.map(({ line, quantity }) => ({
      id: nextId(),
      line,
      quantity,
      restockType: request.restockType,
      ...lineShare(line, quantity),
    })),
    shipping: shipping && { id: nextId(), line: shipping, subtotal: shipping.price, tax: taxOf(shipping.taxes) },
    discrepancy: request.discrepancy && { id: nextId(), amount: request.discrepancy },
  };
  const amount = refundAmount(draft, order.taxesIncluded);
  const most = refundable(order);
  if (
    request.money &&
    (amount.shop > most.shop || amount.shown > most.shown || amount.shop <= 0n || amount.shown <= 0n)
  ) {
    throw new RangeError(`A refund of ${amount.shop} from ${most.shop} is not possible`);
  }
  for (const { line, quantity } of request.lines) line.removed += quantity;
  const parent = order.transactions.findLast((one) => one.kind !== 'refund' && one.status === 'success');
  const transaction = (kind: Transaction['kind'], of: Pair): Transaction => ({
    id: nextId(),
    kind,
    status: 'success',
    gateway: order.gateway,
    amount: of,
    at: request.at,
    parentId: parent?.id ?? null,
    paymentId: `${order.confirmation.toLowerCase()}.${order.transactions.length + 1}`,
  });
  const authorized = order.transactions.find((one) => one.kind === 'authorization');
  const refund: Refund = {
    ...draft,
    id: nextId(),
    at: request.at,
    note: request.note,
    restock: request.restockType !== 'no_restock',
    shippingAdjustmentId: shipping ? nextId() : null,
    transactions: request.money
      ? [transaction('refund', amount)]
      : authorized
        ? [transaction('void', authorized.amount)]
        : [],
  };
  order.refunds.push(refund);
  order.transactions.push(...refund.transactions);
  order.updatedAt = request.at;
  return refund;
}

/** Everything still on the order, for a full return or a cancellation; a tip comes back as a discrepancy. */
export function everythingLeft(order: Order): Pick<RefundRequest, 'lines' | 'shipping' | 'discrepancy'> {
  const lines = order.lines.filter((line) => unitsLeft(line) > 0).map((line) => ({ line, quantity: unitsLeft(line) }));
  const paidOut = refundable(order);
  const goods = sum(
    lines.map(({ line, quantity }) => {
      const share = lineShare(line, quantity);
      return order.taxesIncluded ? share.subtotal : plus(share.subtotal, share.tax);
    }),
  );
  const shippingLeft = order.shipping && order.shipping.price.shop > 0n && !order.refunds.some((one) => one.shipping);
  const shipping = shippingLeft
    ? plus(order.shipping.price, order.taxesIncluded ? ZERO : taxOf(order.shipping.taxes))
    : ZERO;
  const difference = minus(plus(goods, shipping), paidOut);
  const exact = difference.shop === 0n && difference.shown === 0n;
  return { lines, shipping: Boolean(shippingLeft), discrepancy: exact ? null : difference };
}

import { refundBody } from '../bodies/refund-body.js';
import type { Order, Refund } from '../orders/order.js';
import { refundOrder, type RefundRequest } from '../orders/refund-order.js';
import type { World } from './world.js';

/** Refunds and tells it; what is restocked goes back on the shelf. The order's own webhooks are the caller's. */
export function giveBack(world: World, order: Order, request: Omit<RefundRequest, 'at'>): Refund {
  const refund = refundOrder(order, { ...request, at: world.now }, world.nextId);
  world.truth.changed(order);
  world.emit('refunds/create', refundBody(refund, order), { orderId: order.id });
  if (refund.restock)
    for (const { line, quantity } of refund.lines) world.moveStock(line.variant.inventoryItemId, quantity);
  return refund;
}

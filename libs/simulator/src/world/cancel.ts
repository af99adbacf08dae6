import type { Order } from '../orders/order.js';
import { everythingLeft } from '../orders/refund-order.js';
import { announce } from './emit-order.js';
import { giveBack } from './give-back.js';
import type { World } from './world.js';

/** Ends an order that was never captured: its lines go, its authorisation is voided, no money moves. */
export function cancelUnpaid(world: World, order: Order): void {
  order.cancelledAt = world.now;
  order.cancelReason = order.gateway === 'Bank Deposit' ? 'other' : 'fraud';
  const { lines } = everythingLeft(order);
  giveBack(world, order, {
    lines,
    shipping: false,
    discrepancy: null,
    restockType: 'cancel',
    note: null,
    money: false,
  });
  announce(world, order, ['orders/cancelled', 'orders/updated']);
}

/** Cancels a paid order within its first day and returns all that was paid. */
export function cancelPaid(world: World, order: Order): void {
  if (order.cancelledAt !== null || order.fulfillments.length > 0 || order.refunds.length > 0) return;
  const all = everythingLeft(order);
  order.cancelledAt = world.now;
  order.cancelReason = world.chance.pick(['customer', 'inventory', 'other']);
  giveBack(world, order, { ...all, restockType: 'cancel', note: 'Order canceled', money: true });
  announce(world, order, ['orders/cancelled', 'orders/updated']);
}

import { orderTotals, unitsLeft } from '../orders/order-totals.js';
import type { Order } from '../orders/order.js';
import { addTransaction, announce } from './emit-order.js';
import type { World } from './world.js';

/** Pays what an edit added. */
export function payOutstanding(world: World, order: Order): void {
  const { outstanding } = orderTotals(order);
  if (order.cancelledAt !== null || outstanding.shop === 0n || order.lines.every((line) => unitsLeft(line) === 0))
    return;
  const paid = addTransaction(world, order, { kind: 'sale', status: 'success', amount: outstanding, parentId: null });
  announce(world, order, ['orders/paid', 'orders/updated'], [paid]);
}

import { orderTotals } from '../orders/order-totals.js';
import type { Order } from '../orders/order.js';
import { afterPayment } from './after-payment.js';
import { cancelUnpaid } from './cancel.js';
import { addTransaction, announce } from './emit-order.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Share of card orders from this total on that are authorised first and captured by hand. */
const REVIEW_FROM_MINOR = 60_000n;
const REVIEWED = 0.45;
const AUTHORIZATION_DROPPED = 0.2;
const TRANSFER_NEVER_COMES = 0.15;
/** Share of paid orders whose orders/paid overtakes orders/create. */
const PAID_FIRST = 0.15;
const PAID_FIRST_HOLD_MS = [4_000, 25_000] as const;

/** Places the order: paid at once, authorised for later capture, or waiting for a bank transfer. */
export function place(world: World, order: Order): void {
  order.customer?.placed.push(order);
  world.truth.ordered(order);
  for (const line of order.lines) world.moveStock(line.variant.inventoryItemId, -line.quantity);
  const amount = orderTotals(order).total;
  if (order.gateway === 'Bank Deposit') {
    addTransaction(world, order, { kind: 'sale', status: 'pending', amount, parentId: null });
    announce(world, order, ['orders/create'], order.transactions);
    if (world.chance.happens(TRANSFER_NEVER_COMES))
      world.later(5 * DAY_MS, 8 * DAY_MS, () => cancelUnpaid(world, order));
    else world.later(DAY_MS, 5 * DAY_MS, () => settle(world, order));
    return;
  }
  const reviewed =
    order.source === 'web' && !order.bogus && amount.shop >= REVIEW_FROM_MINOR && world.chance.happens(REVIEWED);
  if (reviewed) {
    addTransaction(world, order, { kind: 'authorization', status: 'success', amount, parentId: null });
    announce(world, order, ['orders/create'], order.transactions);
    if (world.chance.happens(AUTHORIZATION_DROPPED))
      world.later(HOUR_MS, 20 * HOUR_MS, () => cancelUnpaid(world, order));
    else world.later(2 * HOUR_MS, 26 * HOUR_MS, () => settle(world, order));
    return;
  }
  addTransaction(world, order, { kind: 'sale', status: 'success', amount, parentId: null });
  const holdMs = world.chance.happens(PAID_FIRST) ? world.chance.between(...PAID_FIRST_HOLD_MS) : 0;
  announce(world, order, [{ topic: 'orders/create', holdMs }, 'orders/paid'], order.transactions);
  afterPayment(world, order);
}

/** The money for an authorised or pending order arrives. */
function settle(world: World, order: Order): void {
  const first = order.transactions[0]!;
  const kind = first.kind === 'authorization' ? 'capture' : 'sale';
  const paid = addTransaction(world, order, { kind, status: 'success', amount: first.amount, parentId: first.id });
  announce(world, order, ['orders/paid', 'orders/updated'], [paid]);
  afterPayment(world, order);
}

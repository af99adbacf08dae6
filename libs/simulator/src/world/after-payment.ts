import { disputeBody, type Dispute } from '../bodies/small-bodies.js';
import { orderTotals } from '../orders/order-totals.js';
import type { Order } from '../orders/order.js';
import { cancelPaid } from './cancel.js';
import { edit } from './edit.js';
import { fulfil } from './fulfil.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CANCELLED = 0.03;
const EDITED = 0.06;
const DISPUTED = 0.02;
/** The print partner takes two to six days; a second parcel follows a little later. */
const PRODUCTION_MS = [2 * DAY_MS, 6 * DAY_MS] as const;

/** What a paid order has before it: perhaps a cancellation or an edit, then production, perhaps a dispute. */
export function afterPayment(world: World, order: Order): void {
  if (order.bogus) return;
  if (order.source === 'pos') {
    fulfil(world, order);
    return;
  }
  if (world.chance.happens(CANCELLED)) world.later(HOUR_MS, 22 * HOUR_MS, () => cancelPaid(world, order));
  else if (world.chance.happens(EDITED)) world.later(HOUR_MS, 30 * HOUR_MS, () => edit(world, order));
  world.later(...PRODUCTION_MS, () => fulfil(world, order));
  if (world.chance.happens(DISPUTED)) world.later(3 * DAY_MS, 12 * DAY_MS, () => dispute(world, order));
}

function dispute(world: World, order: Order): void {
  const { paid, refunded } = orderTotals(order);
  if (paid.shop === refunded.shop || order.gateway === 'Bank Deposit') return;
  const opened: Dispute = {
    id: world.nextId(),
    order,
    amountMinor: paid.shop - refunded.shop,
    initiatedAt: world.now,
    reason: world.chance.pick(['fraudulent', 'product_not_received', 'product_unacceptable']),
    status: 'needs_response',
    finalizedAt: null,
  };
  world.truth.disputed(order);
  world.emit('disputes/create', disputeBody(opened), { orderId: order.id });
  world.later(4 * DAY_MS, 9 * DAY_MS, () => {
    const status = world.chance.pick(['won', 'lost'] as const);
    world.emit('disputes/update', disputeBody({ ...opened, status, finalizedAt: world.now }), { orderId: order.id });
  });
}

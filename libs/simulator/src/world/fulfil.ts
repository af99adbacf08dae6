import { fulfillmentBody } from '../bodies/fulfillment-body.js';
import { fulfillmentStatus, unitsLeft } from '../orders/order-totals.js';
import type { Fulfillment, Order } from '../orders/order.js';
import { announce } from './emit-order.js';
import { returnSome } from './return-some.js';
import type { World } from './world.js';

const DAY_MS = 86_400_000;
/** Orders of several artworks that leave in two parcels. */
const SPLIT = 0.2;
const RETURNED = 0.1;

/** Ships what is left of the order, in one parcel or two; delivery follows, and at times a return. */
export function fulfil(world: World, order: Order): void {
  if (order.cancelledAt !== null) return;
  const open = order.lines.filter((line) => unitsLeft(line) > line.fulfilled);
  if (open.length === 0) return;
  const first = order.fulfillments.length === 0;
  const parcel = first && open.length > 1 && world.chance.happens(SPLIT) ? open.slice(0, 1) : open;
  const fulfillment: Fulfillment = {
    id: world.nextId(),
    name: `#${1000 + order.number}.${order.fulfillments.length + 1}`,
    createdAt: world.now,
    updatedAt: world.now,
    shipmentStatus: null,
    trackingNumber: `1Z${world.chance.hex(16).toUpperCase()}`,
    lines: parcel.map((line) => ({ line, quantity: unitsLeft(line) - line.fulfilled })),
  };
  for (const { line, quantity } of fulfillment.lines) line.fulfilled += quantity;
  order.fulfillments.push(fulfillment);
  world.emit('fulfillments/create', fulfillmentBody(fulfillment, order), { orderId: order.id });
  const done = fulfillmentStatus(order) === 'fulfilled';
  if (done) order.closedAt = world.now;
  announce(world, order, done ? ['orders/fulfilled', 'orders/updated'] : ['orders/updated']);
  if (!done) world.later(DAY_MS, 2 * DAY_MS, () => fulfil(world, order));
  if (order.source === 'web') world.later(2 * DAY_MS, 5 * DAY_MS, () => deliver(world, order, fulfillment, done));
}

function deliver(world: World, order: Order, fulfillment: Fulfillment, last: boolean): void {
  fulfillment.shipmentStatus = 'delivered';
  fulfillment.updatedAt = world.now;
  world.emit('fulfillments/update', fulfillmentBody(fulfillment, order), { orderId: order.id });
  if (last && world.chance.happens(RETURNED)) world.later(DAY_MS, 8 * DAY_MS, () => returnSome(world, order));
}

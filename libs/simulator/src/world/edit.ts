import { orderEditBody, type OrderEdit } from '../bodies/order-edit-body.js';
import { orderTotals, unitsLeft } from '../orders/order-totals.js';
import type { Order, OrderLine } from '../orders/order.js';
import { priceLines } from '../orders/price-lines.js';
import { pickVariant } from './cart.js';
import { announce } from './emit-order.js';
import { giveBack } from './give-back.js';
import { payOutstanding } from './pay-outstanding.js';
import type { World } from './world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const ADDS = 0.65;

/** The shopper asks for one more artwork, or for one unit less, before production began. */
export function edit(world: World, order: Order): void {
  if (order.cancelledAt !== null || order.fulfillments.length > 0 || order.refunds.length > 0) return;
  const several = order.lines.filter((line) => unitsLeft(line) > 0);
  const units = several.reduce((sum, line) => sum + unitsLeft(line), 0);
  if (units === 1 || world.chance.happens(ADDS)) add(world, order);
  else takeOff(world, order, world.chance.pick(several));
}

function tell(world: World, order: Order, change: Pick<OrderEdit, 'additions' | 'removals' | 'note'>): void {
  world.truth.edited(order);
  world.emit('orders/edited', orderEditBody({ id: world.nextId(), at: world.now, ...change }, order), {
    orderId: order.id,
  });
}

/** Adds a line at full price; the total rises, and the shopper pays the difference within some hours. */
function add(world: World, order: Order): void {
  const variant = pickVariant(world.chance, order.shopper.kind);
  const priced = priceLines(
    [{ variant, quantity: 1 }],
    null,
    order.shopper.address.region,
    order.currencies,
    world.nextId,
  );
  const line = priced.lines[0]!;
  order.lines.push(line);
  world.moveStock(variant.inventoryItemId, -1);
  tell(world, order, { additions: [{ line, delta: 1 }], removals: [], note: 'Customer adds an artwork' });
  announce(world, order, ['orders/updated']);
  world.later(5 * MINUTE_MS, 9 * HOUR_MS, () => payOutstanding(world, order));
}

/** Takes one unit off and returns its money at once. */
function takeOff(world: World, order: Order, line: OrderLine): void {
  if (orderTotals(order).paid.shop === 0n) return;
  giveBack(world, order, {
    lines: [{ line, quantity: 1 }],
    shipping: false,
    discrepancy: null,
    restockType: 'cancel',
    note: 'Removed by an edit',
    money: true,
  });
  tell(world, order, { additions: [], removals: [{ line, delta: 1 }], note: 'Customer wants one less' });
  announce(world, order, ['orders/updated']);
}

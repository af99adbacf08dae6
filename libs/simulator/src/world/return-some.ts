import { converted, type Pair } from '../money/pair.js';
import { lineShare, orderTotals, unitsLeft } from '../orders/order-totals.js';
import type { Order, OrderLine } from '../orders/order.js';
import { everythingLeft, refundable, type RefundRequest } from '../orders/refund-order.js';
import { announce } from './emit-order.js';
import { giveBack } from './give-back.js';
import type { World } from './world.js';

/** Kept for unpacking and checking a return. */
const RESTOCKING_FEE_MINOR = 1_500n;
const GOODWILL_MINOR = 2_500n;

type Terms = Omit<RefundRequest, 'at' | 'money'>;

/** A delivered order comes back, wholly or partly, or its shopper gets something for the trouble. */
export function returnSome(world: World, order: Order): void {
  const line = order.lines.find((one) => unitsLeft(one) > 0);
  const left = refundable(order);
  if (order.cancelledAt !== null || !line || left.shop <= 0n || orderTotals(order).outstanding.shop > 0n) return;
  const terms = chosen(world, order, line, left);
  giveBack(world, order, { ...terms, money: true });
  announce(world, order, ['orders/updated']);
}

function chosen(world: World, order: Order, line: OrderLine, left: Pair): Terms {
  const one = [{ line, quantity: 1 }];
  const share = lineShare(line, 1).subtotal;
  const part: Terms = { lines: one, shipping: false, discrepancy: null, restockType: 'return', note: 'wrong size' };
  const full: Terms = { ...everythingLeft(order), restockType: 'return', note: 'does not fit the room' };
  const goodwill = converted(GOODWILL_MINOR, order.currencies);
  const fee = converted(RESTOCKING_FEE_MINOR, order.currencies);
  const choices: [Terms, number][] = [
    [full, 30],
    [part, 25],
  ];
  if (share.shop > 2n * fee.shop) choices.push([{ ...part, discrepancy: fee, note: 'return less restocking fee' }, 20]);
  if (left.shop > 2n * goodwill.shop) {
    const more = { shop: -goodwill.shop, shown: -goodwill.shown };
    choices.push([
      { ...part, lines: [], discrepancy: more, restockType: 'no_restock', note: 'scratched corner, goodwill' },
      15,
    ]);
  }
  if (order.shipping && order.shipping.price.shop > 0n) {
    choices.push([{ ...part, lines: [], shipping: true, restockType: 'no_restock', note: 'arrived late' }, 12]);
  }
  return world.chance.weighted(choices);
}

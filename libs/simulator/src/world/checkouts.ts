import { checkoutBody } from '../bodies/checkout-body.js';
import { customerBody } from '../bodies/customer-body.js';
import type { Customer } from '../orders/customer.js';
import type { Order } from '../orders/order.js';
import type { Shopper } from '../shoppers/shopper.js';
import type { World } from './world.js';

const MINUTE_MS = 60_000;

/** A new customer record, told at once. */
export function newCustomer(world: World, shopper: Shopper): Customer {
  const customer: Customer = {
    id: world.nextId(),
    addressId: world.nextId(),
    shopper,
    createdAt: world.now,
    updatedAt: world.now,
    placed: [],
    spentMinor: 0n,
    redacted: false,
    tags: shopper.kind === 'interior_designer' ? 'trade' : '',
  };
  world.customers.push(customer);
  world.truth.known(shopper, customer.id);
  world.emit('customers/create', customerBody(customer));
  return customer;
}

/**
 * Walks a draft through the checkout's pages: created without contact, updated with it, and, when `complete` is given,
 * completed; otherwise it stays abandoned.
 */
export function walkThroughCheckout(world: World, draft: Order, complete?: () => void): void {
  const createdAt = world.now;
  const id = draft.checkoutId!;
  const state = { id, draft, createdAt, completedAt: null, gateway: null };
  world.emit('checkouts/create', checkoutBody({ ...state, updatedAt: createdAt, identified: false }));
  if (!complete && draft.shopper.kind === 'bot') return;
  world.step(MINUTE_MS, 6 * MINUTE_MS, () => {
    world.emit('checkouts/update', checkoutBody({ ...state, updatedAt: world.now, identified: true }));
    if (!complete) return;
    world.step(MINUTE_MS, 5 * MINUTE_MS, () => {
      complete();
      world.emit(
        'checkouts/update',
        checkoutBody({
          ...state,
          updatedAt: world.now,
          completedAt: world.now,
          identified: true,
          gateway: draft.gateway,
        }),
      );
    });
  });
}

import type { CheckoutSnapshot } from '@vividwalls/events';
import { inUtc } from '../../order-books/instant.js';
import { keysOf } from './person-keys.js';
import type { Visit } from './visit-touches.js';

/**
 * A checkout as the visit that it is. Its order names the same token, so that what both tell is one touch, of the time at
 * which the checkout was made.
 */
export function checkoutVisit(checkout: CheckoutSnapshot, { test, shop }: { test: boolean; shop: string }): Visit {
  const { token, cartToken, customerId, emailHash, origin, discountCodes } = checkout;
  return {
    ...{ token, utm: origin.utm, landingSite: origin.landingSite },
    discountCodes: discountCodes.map(({ code }) => code),
    keys: keysOf({ checkoutToken: token, cartToken: cartToken ?? origin.cartToken, customerId, emailHash }),
    occurredAt: inUtc(checkout.createdAt),
    ...{ test, shop },
  };
}

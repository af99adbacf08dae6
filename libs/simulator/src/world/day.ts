import { shopOffsetHours } from '../shop/shop-time.js';
import { journey } from '../shoppers/journey.js';
import { KIND_PROFILES, SHOPPER_KINDS, type ShopperKind } from '../shoppers/shopper-kinds.js';
import { newShopper, type Shopper } from '../shoppers/shopper.js';
import { draftOrder } from '../orders/draft-order.js';
import { fillCart } from './cart.js';
import { newCustomer, walkThroughCheckout } from './checkouts.js';
import { planOffice } from './office.js';
import { place } from './pay.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Sunday to Saturday: how busy a day is, mean one. */
const WEEKDAYS = [1.2, 0.9, 0.9, 0.95, 0.95, 1.0, 1.1];
/** Visitors who only look, for one who orders. A small shop has far more; these stand for those worth following. */
const LOOKERS_PER_ORDER = 1.6;
/** Orders taken at art fairs, and web orders without a customer record. */
const AT_A_FAIR = 0.04;
const GUEST = 0.04;
const PAYPAL = 0.1;
const BANK_TRANSFER = 0.6;

/** Plans one day of the shop: who orders, who only looks, and what the office does. */
export function planDay(world: World, dayStart: number, ordersPerDay: number): void {
  const { chance } = world;
  const busy = WEEKDAYS[new Date(dayStart).getUTCDay()]!;
  for (let left = chance.poisson(ordersPerDay * busy); left > 0; left -= 1) {
    const kind = chance.weighted(shares('orderShare'));
    world.plan(timeOfDay(world, dayStart), () => shop(world, kind));
  }
  for (let left = chance.poisson(ordersPerDay * busy * LOOKERS_PER_ORDER); left > 0; left -= 1) {
    const kind = chance.weighted(shares('lookerShare'));
    world.plan(timeOfDay(world, dayStart), () => look(world, kind));
  }
  planOffice(world, dayStart);
}

/** How often which kind of shopper comes, to order or to look. */
export const shares = (pick: 'orderShare' | 'lookerShare'): [ShopperKind, number][] =>
  SHOPPER_KINDS.map((kind) => [kind, KIND_PROFILES[kind][pick]]);

/** Shoppers' hours: seldom at night, mostly in the evening of the shop's time zone. */
function timeOfDay(world: World, dayStart: number): number {
  const { chance } = world;
  const localHour = chance.happens(0.12) ? chance.unit() * 8 : 8 + 8 * (chance.unit() + chance.unit());
  return dayStart + Math.floor((localHour - shopOffsetHours(dayStart)) * HOUR_MS);
}

function nextShopper(world: World, kind: ShopperKind): Shopper {
  return newShopper(world.chance, kind, world.nextShopperSerial(), world.shop);
}

/** A shopper comes, fills a cart and orders. */
export function shop(world: World, kind: ShopperKind): void {
  const { chance } = world;
  const profile = KIND_PROFILES[kind];
  const known = chance.happens(profile.returns)
    ? world.customers.filter((one) => one.shopper.kind === kind && one.placed.length > 0 && !one.redacted)
    : [];
  const returning = known.length > 0 ? chance.pick(known) : null;
  const shopper = returning?.shopper ?? nextShopper(world, kind);
  const fair =
    kind !== 'commercial_buyer' &&
    !returning &&
    shopper.address.region.countryCode === 'US' &&
    !shopper.testReason &&
    chance.happens(AT_A_FAIR);
  const anonymous = fair || (!returning && !shopper.testReason && chance.happens(GUEST));
  const customer = returning ?? (anonymous ? null : newCustomer(world, shopper));
  const draft = draftOrder({
    chance,
    nextId: world.nextId,
    shop: world.shop,
    shopper,
    customer,
    cart: fillCart(chance, kind),
    code: fair ? null : chance.weighted(profile.codes),
    touches: journey(chance, kind, world.now, true, `${shopper.id}-${world.now.toString(36)}`),
    number: 0,
    source: fair ? 'pos' : 'web',
    gateway: gateway(world, shopper, fair),
    tipMinor: chance.happens(profile.tips) ? BigInt(chance.between(3, 20) * 100) : 0n,
    at: world.now,
  });
  // Numbers are given in the order in which orders are placed, not in which checkouts begin.
  const buy = (): void =>
    place(world, Object.assign(draft, { number: world.nextOrderNumber(), createdAt: world.now, updatedAt: world.now }));
  if (fair) buy();
  else walkThroughCheckout(world, draft, buy);
}

function gateway(world: World, shopper: Shopper, fair: boolean): string {
  if (shopper.testReason === 'bogus_gateway') return 'bogus';
  if (shopper.kind === 'commercial_buyer' && world.chance.happens(BANK_TRANSFER)) return 'Bank Deposit';
  if (fair) return 'shopify_payments';
  return world.chance.happens(PAYPAL) ? 'paypal' : 'shopify_payments';
}

/** A shopper looks, and perhaps leaves a checkout behind. */
export function look(world: World, kind: ShopperKind): void {
  const { chance } = world;
  const shopper = nextShopper(world, kind);
  const touches = journey(chance, kind, world.now, false, shopper.id);
  world.truth.visited(shopper, touches);
  if (!chance.happens(KIND_PROFILES[kind].abandons)) return;
  const draft = draftOrder({
    chance,
    nextId: world.nextId,
    shop: world.shop,
    shopper,
    customer: null,
    cart: fillCart(chance, kind),
    code: chance.weighted(KIND_PROFILES[kind].codes),
    touches,
    number: 0,
    source: 'web',
    gateway: 'shopify_payments',
    tipMinor: 0n,
    at: world.now,
  });
  walkThroughCheckout(world, draft);
}

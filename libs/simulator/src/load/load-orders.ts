import { orderBody } from '../bodies/order-body.js';
import { Chance } from '../chance/chance.js';
import { catalogue } from '../catalogue/catalogue.js';
import { delivery, type Delivery } from '../deliveries/delivery.js';
import { apiVersionOf } from '../deliveries/topics.js';
import { draftOrder } from '../orders/draft-order.js';
import type { Order } from '../orders/order.js';
import { orderTotals } from '../orders/order-totals.js';
import { IdSequence } from '../shop/ids.js';
import { DEFAULT_SHOP, type ShopProfile } from '../shop/shop-profile.js';
import { US_REGIONS } from '../shop/regions.js';
import { newShopper, type Shopper } from '../shoppers/shopper.js';
import { DEFAULT_START_AT } from '../simulate-shop.js';

export interface LoadOptions {
  readonly count: number;
  readonly seed: number | string;
  /** When the first order was placed, milliseconds since the epoch; each next one a second later. */
  readonly startAt?: number;
  readonly shop?: Partial<ShopProfile>;
}

export interface LoadOrder {
  readonly delivery: Delivery;
  readonly orderId: string;
  /** Paid, in the shop's currency. */
  readonly paidMinor: bigint;
}

/** Shoppers made once and shared: what differs between load orders is the order. */
const SHOPPERS = 64;

/**
 * Independent guests' orders, each as one orders/paid delivery of about seven kilobytes with an order id of its own: a
 * load whose books are known. Different seeds give different ids, so that several loads can meet in one system.
 */
export function* loadOrders(options: LoadOptions): Generator<LoadOrder> {
  const seed = `load/${options.seed}`;
  const chance = new Chance(seed);
  const ids = new IdSequence(seed);
  const nextId = (): bigint => ids.next();
  const shop = { ...DEFAULT_SHOP, ...options.shop };
  const startAt = options.startAt ?? DEFAULT_START_AT;
  const shoppers = Array.from({ length: SHOPPERS }, (_, index) =>
    domestic(newShopper(chance, 'window_shopper', index, shop), chance),
  );
  const variants = catalogue().flatMap((product) => (product.status === 'active' ? product.variants : []));
  for (let number = 1; number <= options.count; number += 1) {
    const at = startAt + number * 1_000;
    const order = draftOrder({
      chance,
      nextId,
      shop,
      shopper: chance.pick(shoppers),
      customer: null,
      cart: [{ variant: chance.pick(variants), quantity: chance.between(1, 2) }],
      code: null,
      touches: [],
      number,
      source: 'web',
      gateway: 'shopify_payments',
      tipMinor: 0n,
      at,
    });
    const paid = payInFull(order, nextId());
    yield { delivery: paidDelivery(order, chance, at), orderId: order.id.toString(), paidMinor: paid };
  }
}

function domestic(shopper: Shopper, chance: Chance): Shopper {
  return { ...shopper, address: { ...shopper.address, region: chance.weighted(US_REGIONS) } };
}

function payInFull(order: Order, id: bigint): bigint {
  const amount = orderTotals(order).total;
  order.transactions.push({
    id,
    kind: 'sale',
    status: 'success',
    gateway: order.gateway,
    amount,
    at: order.createdAt,
    parentId: null,
    paymentId: `${order.confirmation.toLowerCase()}.1`,
  });
  return amount.shop;
}

function paidDelivery(order: Order, chance: Chance, at: number): Delivery {
  const topic = 'orders/paid';
  return delivery({
    topic,
    shop: order.shop.domain,
    webhookId: chance.uuid(),
    eventId: chance.uuid(),
    triggeredAt: new Date(at).toISOString(),
    apiVersion: apiVersionOf(topic),
    body: Buffer.from(JSON.stringify(orderBody(order))),
    at,
  });
}

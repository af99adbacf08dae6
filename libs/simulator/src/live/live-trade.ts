import { catalogue } from '../catalogue/catalogue.js';
import { Chance } from '../chance/chance.js';
import type { Delivery } from '../deliveries/delivery.js';
import { DEFAULT_SHOP, type ShopProfile } from '../shop/shop-profile.js';
import type { GroundTruth } from '../truth/ground-truth.js';
import { TruthBook } from '../truth/truth-book.js';
import { DAY_MS, look, shares, shop } from '../world/day.js';
import { happenings } from '../world/happenings.js';
import { World } from '../world/world.js';

/** An order begins so long after the one before. */
export const GAP_MS = [10_000, 20_000] as const;
export const MAX_LIVE_ORDERS = 1_000;
export const MAX_LIVE_MS = 4 * 3_600_000;
/** A checkout of minutes takes seconds: who looks on sees the whole of it. */
const HASTE = 60;
/** Numbers count the gaps since then, so that no start gives a number that an earlier one gave. */
const NUMBERS_SINCE = Date.UTC(2026, 0, 1);
/** Besides who orders, somebody may look. */
const SHOPPERS_PER_GAP = 2;
const LOOKS = 0.5;

export interface LiveOptions {
  readonly seed: string;
  /** When it begins, milliseconds since the epoch. */
  readonly startAt: number;
  /** Nothing is ordered later. */
  readonly forMs: number;
  /** At most so many shoppers who order. */
  readonly orders: number;
  readonly shop?: Partial<ShopProfile>;
}

/**
 * A slow trickle of orders with their whole chain of webhooks, from `startAt` on: the same bytes for the same options. Each
 * delivery has the moment at which it is meant to arrive; see `inRealTime`. The catalogue is as the shop's days left it.
 *
 * @returns the ground truth, to be looked at while it grows as well: it is `truth` of what is yielded so far
 * @throws RangeError for options out of bounds
 */
export function liveTrade(options: LiveOptions): { truth: GroundTruth; deliveries: Generator<Delivery, void> } {
  const { seed, startAt, forMs, orders } = options;
  if (!Number.isInteger(orders) || orders < 1 || orders > MAX_LIVE_ORDERS)
    throw new RangeError(`orders must be an integer of 1…${MAX_LIVE_ORDERS}, got ${orders}`);
  if (!(forMs > 0 && forMs <= MAX_LIVE_MS)) throw new RangeError(`it may last at most ${MAX_LIVE_MS} ms, got ${forMs}`);
  const profile = { ...DEFAULT_SHOP, ...options.shop };
  const truth: GroundTruth = {
    ...{ format: 'vividwalls-simulation/1', seed, shop: profile.domain, startAt: new Date(startAt).toISOString() },
    ...{ days: 1, ordersPerDay: Math.round((2 * DAY_MS) / (GAP_MS[0] + GAP_MS[1])) },
    ...{ shoppers: [], orders: [], deliveries: [] },
  };
  const slot = Math.max(Math.floor((startAt - NUMBERS_SINCE) / GAP_MS[0]), 0);
  const chance = new Chance(`live/${seed}`);
  const world = new World(chance, profile, startAt, startAt + forMs, seed, new TruthBook(truth), {
    ...{ haste: HASTE, shoppersFrom: slot * SHOPPERS_PER_GAP, ordersFrom: slot },
  });
  for (const product of catalogue()) world.products.set(product, startAt);
  let at = startAt;
  for (let left = orders; left > 0; left -= 1) {
    at += chance.between(...GAP_MS);
    world.plan(at, () => shop(world, chance.weighted(shares('orderShare'))));
    if (chance.happens(LOOKS))
      world.plan(at + GAP_MS[0] / 2, () => look(world, chance.weighted(shares('lookerShare'))));
  }
  return { truth, deliveries: happenings(world) };
}

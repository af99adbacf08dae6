import { Chance } from './chance/chance.js';
import type { Delivery } from './deliveries/delivery.js';
import { DEFAULT_SHOP, type ShopProfile } from './shop/shop-profile.js';
import type { GroundTruth } from './truth/ground-truth.js';
import { TruthBook } from './truth/truth-book.js';
import { DAY_MS, planDay } from './world/day.js';
import { stockTheShop } from './world/office.js';
import { happenings } from './world/happenings.js';
import { World } from './world/world.js';

/** A fixed day, so that a simulation without a start date is the same tomorrow. */
export const DEFAULT_START_AT = Date.UTC(2026, 8, 1);
/** Ten years, and what fits the Poisson draw of a busy day with its lookers. */
export const MAX_DAYS = 3_660;
export const MAX_ORDERS_PER_DAY = 250;

export interface SimulationOptions {
  readonly days: number;
  readonly ordersPerDay: number;
  readonly seed: number | string;
  /** The first day, milliseconds since the epoch; its UTC midnight counts. */
  readonly startAt?: number;
  /**
   * Nothing happens from then on, milliseconds since the epoch: the last day may end early. What is on its way then still
   * arrives. Default: the end of the last day.
   */
  readonly untilAt?: number;
  readonly shop?: Partial<ShopProfile>;
}

/**
 * Plays `days` days of the shop and yields its webhooks in the order in which they'd arrive, byte for byte the same for
 * the same options. What happens later than the last day isn't played; webhooks already on their way still arrive.
 *
 * @returns the ground truth, complete once the generator is done
 * @throws RangeError for options out of bounds, before anything is yielded
 */
export function simulateShop(options: SimulationOptions): Generator<Delivery, GroundTruth> {
  const { days, ordersPerDay } = options;
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    throw new RangeError(`days must be an integer of 1…${MAX_DAYS}, got ${days}`);
  if (!(ordersPerDay > 0 && ordersPerDay <= MAX_ORDERS_PER_DAY)) {
    throw new RangeError(`ordersPerDay must be more than 0 and at most ${MAX_ORDERS_PER_DAY}, got ${ordersPerDay}`);
  }
  if (options.untilAt !== undefined && !(options.untilAt > firstMidnight(options)))
    throw new RangeError('the simulation ends before its first day');
  return play(options);
}

function firstMidnight({ startAt = DEFAULT_START_AT }: SimulationOptions): number {
  return startAt - (startAt % DAY_MS);
}

function* play(options: SimulationOptions): Generator<Delivery, GroundTruth> {
  const { days, ordersPerDay } = options;
  const seed = String(options.seed);
  const startAt = firstMidnight(options);
  const shop = { ...DEFAULT_SHOP, ...options.shop };
  const truth: GroundTruth = {
    format: 'vividwalls-simulation/1',
    seed,
    shop: shop.domain,
    startAt: new Date(startAt).toISOString(),
    days,
    ordersPerDay,
    shoppers: [],
    orders: [],
    deliveries: [],
  };
  const world = new World(
    new Chance(`shop/${seed}`),
    shop,
    startAt,
    Math.min(startAt + days * DAY_MS, options.untilAt ?? Infinity),
    seed,
    new TruthBook(truth),
  );
  stockTheShop(world);
  for (let day = 0; day < days; day += 1) {
    const dayStart = startAt + day * DAY_MS;
    world.plan(dayStart, () => planDay(world, dayStart, ordersPerDay));
  }
  yield* happenings(world);
  return truth;
}

/** The whole simulation at once; for long ones take the generator, which holds only what is on its way. */
export function simulateAll(options: SimulationOptions): { deliveries: Delivery[]; truth: GroundTruth } {
  const run = simulateShop(options);
  const deliveries: Delivery[] = [];
  for (;;) {
    const step = run.next();
    if (step.done) return { deliveries, truth: step.value };
    deliveries.push(step.value);
  }
}

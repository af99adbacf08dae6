import { type Delivery, type GroundTruth, simulateAll } from '@vividwalls/simulator';

/** About 800 deliveries: enough to disturb many times, few enough for a test. */
const WEEK = { days: 8, ordersPerDay: 8 };
/** Test orders come for three reasons, and most orders for none. */
const TEST_REASONS = 4;
const AT_LEAST = { refunded: 3, cancelled: 3, edited: 1, deliveries: 700, repeats: 10 };
const MOST_SEEDS = 200;

export interface EventfulWeek {
  readonly seed: number;
  readonly deliveries: readonly Delivery[];
  readonly truth: GroundTruth;
}

/**
 * The first simulated week in which everything happens that books must survive. Searched for, because a change of the
 * simulator changes what a seed brings.
 */
export function eventfulWeek(): EventfulWeek {
  for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
    const week = simulateAll({ ...WEEK, seed });
    if (isEventful(week)) return { seed, ...week };
  }
  throw new Error(
    `none of ${MOST_SEEDS} seeds brings a week with every kind of test order, refunds, edits, cancellations`,
  );
}

function isEventful({ deliveries, truth }: Omit<EventfulWeek, 'seed'>): boolean {
  const orders = truth.orders;
  return (
    new Set(orders.map(({ testReason }) => testReason)).size === TEST_REASONS &&
    orders.filter(({ refunds }) => refunds > 0).length >= AT_LEAST.refunded &&
    orders.filter(({ cancelled }) => cancelled).length >= AT_LEAST.cancelled &&
    orders.filter(({ edits }) => edits > 0).length >= AT_LEAST.edited &&
    deliveries.length >= AT_LEAST.deliveries &&
    deliveries.length - truth.deliveries.length >= AT_LEAST.repeats
  );
}

import type { Delivery } from '../deliveries/delivery.js';
import type { World } from './world.js';

/** Lets everything planned happen in the order of time, and yields webhooks in the order in which they arrive. */
export function* happenings(world: World): Generator<Delivery, void> {
  for (;;) {
    const next = world.plans.nextAt;
    while (world.onTheWay.nextAt <= next && world.onTheWay.size > 0) yield world.onTheWay.pop()!.item;
    const plan = world.plans.pop();
    if (!plan) return;
    world.now = plan.at;
    plan.item();
  }
}

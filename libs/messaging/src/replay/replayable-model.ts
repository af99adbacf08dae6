import type { EventConsumer } from '../consume/consumer-definition.js';

/** A read model as a replay needs it; what a service makes of a class decorated with `@ReadModel`. */
export interface ReplayableModel {
  readonly name: string;
  /** As declared in the class; the migration must have declared the same. */
  readonly tables: readonly string[];
  /** Name of its durable and of its inbox. */
  readonly consumer: string;
  /** What the live consumer runs, one per stream or one for all. */
  readonly definitions: readonly EventConsumer[];
}

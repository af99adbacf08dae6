import type { ModelName } from '@vividwalls/attribution';
import type { Book } from '../../journal/journal-entry.js';
import type { PathTouch } from '../touches/touch.js';
import type { TiedTouch } from './considered-touches.js';

/** What bookkeeping says of an order now. */
export interface OrderNow {
  readonly orderId: string;
  readonly shop: string;
  readonly book: Book;
  readonly currency: string;
  /** ISO 8601 in UTC. */
  readonly placedAt: string;
  /** The shop's day of it. */
  readonly placedOn: string;
  readonly netMinor: bigint;
  readonly keys: readonly string[];
  /**
   * Touches that its own visit made, and of no other order: a visit that ends in an order has led to that one. Ids in order.
   */
  readonly own: readonly string[];
  /** The same, whole. */
  readonly ownTouches: readonly TiedTouch[];
}

/** By what an order is divided; kept from its first credits on. */
export interface Freeze {
  readonly model: ModelName;
  /** The fit of a model that learns; 1 of a model that is a rule, 0 of one that was not fitted yet. */
  readonly modelVersion: number;
  readonly lookbackDays: number;
  /** The Markov fit of that time, for comparing; 0: there was none. */
  readonly markovVersion: number;
  /** Until then a touch that is told late still counts, ISO 8601 in UTC. */
  readonly closesAt: string;
}

/** An order with its credits: they are `allocate(netMinor, weights)` over the path, or all unattributed without one. */
export interface AttributedOrder extends OrderNow, Freeze {
  /** In the order of time. */
  readonly path: readonly PathTouch[];
  /** Of the model of record, one a touch of the path. */
  readonly weights: readonly bigint[];
  /** Number of its sets. */
  readonly seq: number;
}

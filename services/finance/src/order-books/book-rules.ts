import type { Print } from './print-of-line.js';
import type { StreamRule } from './stream-of-line.js';

/** What a payment processor keeps of captures. */
export interface FeeTerms {
  /** Parts per million of the amount. */
  readonly ppm: bigint;
  /** Of every capture besides, minor units. */
  readonly fixedMinor: bigint;
  /** Of a chargeback, minor units. */
  readonly chargebackMinor: bigint;
  /** Lower-case names of gateways that keep nothing. */
  readonly freeGateways: ReadonlySet<string>;
}

/**
 * What the books go by beside the facts of an order. A rule that is changed later changes the order when it is derived
 * again, by a further entry.
 */
export interface BookRules {
  readonly fees: FeeTerms;
  readonly streams: readonly StreamRule[];
  /** The shop's day of an instant, `2026-11-24`. */
  dayOf(instant: string): string;
  /** Cost of one print ordered on a day, minor units; undefined when nobody has told it. */
  printCost(print: Print, currency: string, day: string): bigint | undefined;
}

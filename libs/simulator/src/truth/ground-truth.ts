import type { ShopperKind } from '../shoppers/shopper-kinds.js';
import type { TestReason } from '../shoppers/shopper.js';

/** Times are ISO 8601, amounts decimal text of minor units in `currency`. */
export interface TrueTouch {
  readonly id: string;
  readonly at: string;
  readonly agent: string | null;
  readonly channel: string;
  readonly campaign: string | null;
  /** What the touch adds to the odds of buying, in millionths. */
  readonly effectMicros: number;
}

export interface TrueShopper {
  readonly id: string;
  readonly kind: ShopperKind;
  readonly intent: string;
  /** Text: past 2^53. Null for somebody who never left a name. */
  customerId: string | null;
  readonly orderIds: string[];
  /** Of visits that led to no order. */
  readonly touches: TrueTouch[];
}

export interface TrueOrder {
  readonly orderId: string;
  readonly name: string;
  readonly shopperId: string;
  readonly test: boolean;
  readonly testReason: TestReason | null;
  readonly createdAt: string;
  /** The shop's currency: what the books are kept in. */
  readonly currency: string;
  readonly presentmentCurrency: string;
  /** The order's state when the simulation ended. */
  financialStatus: string;
  cancelled: boolean;
  /** What was captured, what went back, and the difference; chargebacks aren't in it. */
  paidMinor: string;
  refundedMinor: string;
  netMinor: string;
  presentmentPaidMinor: string;
  presentmentRefundedMinor: string;
  edits: number;
  refunds: number;
  disputed: boolean;
  /** The touches before this order, oldest first, and each one's true share of it in basis points (sum 10000). */
  readonly touches: readonly TrueTouch[];
  readonly creditBps: readonly number[];
}

export interface TrueDelivery {
  readonly webhookId: string;
  readonly topic: string;
  readonly orderId: string | null;
  readonly bodySha256: string;
  /** How often it was delivered. */
  copies: number;
}

export interface GroundTruth {
  readonly format: 'vividwalls-simulation/1';
  readonly seed: string;
  readonly shop: string;
  readonly startAt: string;
  readonly days: number;
  readonly ordersPerDay: number;
  readonly shoppers: TrueShopper[];
  readonly orders: TrueOrder[];
  readonly deliveries: TrueDelivery[];
}

import type { DisputeKind, DisputeStatus, FinancialStatus, Utm } from '@vividwalls/events';

/**
 * Everything the books know about one order, as merged from its facts in whatever order they came. Plain JSON, because it
 * is kept as such; amounts are minor units as text and instants ISO 8601 in UTC, so that equal facts are equal texts.
 */
export interface OrderState {
  /** The newest snapshot; absent while only refunds or transactions of the order are known. */
  readonly order?: OrderFact;
  readonly evidence: PaymentEvidence;
  readonly refunds: Readonly<Record<string, RefundFact>>;
  /** Transactions that move money, by id. */
  readonly transactions: Readonly<Record<string, TransactionFact>>;
  /** Disputes of its payments, by id. */
  readonly disputes: Readonly<Record<string, DisputeFact>>;
  /** What the processor really kept of its captures, by line of a payout. */
  readonly fees: Readonly<Record<string, FeeFact>>;
  /** A delivery without the order itself was marked as test; decides only while the order is unknown. */
  readonly testHint: boolean;
}

/** What any snapshot, old or new, has proved to be captured. It only ever grows: money once captured leaves by refund. */
export interface PaymentEvidence {
  /** Some snapshot said that money came in, or that none was needed (a free order is paid). */
  readonly paid: boolean;
  readonly capturedMinor: string;
}

/** The part of an order snapshot that the books need, the shop's currency throughout. */
export interface OrderFact {
  readonly updatedAt: string;
  /** The event's version: tells snapshots of the same second apart, as far as anything can. */
  readonly version: number;
  /** When the shop counts the order as placed. */
  readonly placedAt: string;
  readonly cancelledAt?: string;
  readonly status: FinancialStatus;
  readonly currency: string;
  readonly test: boolean;
  readonly taxesIncluded: boolean;
  /** Lines before discounts, gift cards included. */
  readonly linesMinor: string;
  readonly giftCardsMinor: string;
  readonly giftCardLineIds: readonly string[];
  readonly discountsMinor: string;
  /** Before shipping discounts, which are part of `discountsMinor`. */
  readonly shippingMinor: string;
  readonly shippingTaxMinor: string;
  readonly taxMinor: string;
  readonly tipMinor: string;
  readonly dutiesMinor: string;
  readonly feesMinor: string;
  /** What rounding to the smallest coin added to (or took off) the money asked for, beyond the total. */
  readonly cashRoundingMinor: string;
  /** Before returns. */
  readonly totalMinor: string;
  readonly presentment?: { readonly currency: string; readonly totalMinor: string };
  /** Absent in what was kept before the books asked for it. */
  readonly details?: OrderDetails;
}

/** What is needed beside the sums: for costs, streams, margins and attribution. */
export interface OrderDetails {
  /** `#1001` */
  readonly name: string;
  readonly lines: readonly LineFact[];
  /** Lower case. */
  readonly gateways: readonly string[];
  readonly tags: readonly string[];
  readonly source?: string;
  readonly fulfilled?: string;
  readonly customerId?: string;
  readonly emailHash?: string;
  readonly checkoutToken?: string;
  readonly cartToken?: string;
  readonly sessionIds: readonly string[];
  readonly utm: Utm;
  readonly landingSite?: string;
  readonly referringSite?: string;
  readonly discountCodes: readonly string[];
}

export interface LineFact {
  readonly lineId: string;
  readonly productId?: string;
  readonly sku?: string;
  readonly title: string;
  readonly variant?: string;
  readonly quantity: number;
  /** Price × quantity, before discounts. */
  readonly grossMinor: string;
  readonly discountMinor: string;
  readonly taxMinor: string;
  readonly giftCard: boolean;
}

export interface RefundFact {
  readonly occurredAt: string;
  /** Currency of the sums below; absent when the body didn't say and the order must tell. */
  readonly currency?: string;
  readonly lines: readonly RefundLineFact[];
  readonly shipping: AmountAndTax;
  /** Shopify's own explanation of money that doesn't match the lines. Negative: returned beyond them. */
  readonly discrepancy: AmountAndTax;
  readonly dutiesMinor: string;
  readonly feesMinor: string;
  /** The same parts in the shopper's currency and in the shop's: their ratio is the refund's own rate. */
  readonly presentment?: { readonly currency: string; readonly totalMinor: string; readonly shopTotalMinor: string };
  readonly transactionIds: readonly string[];
}

export interface RefundLineFact {
  readonly lineId: string;
  readonly subtotalMinor: string;
  readonly taxMinor: string;
  readonly quantity?: number;
  /** no_restock, cancel, return or legacy_restock */
  readonly restock?: string;
}

export interface AmountAndTax {
  readonly amountMinor: string;
  readonly taxMinor: string;
}

/** `in`: sale or capture; `change`: cash handed back at the till; `out`: refund. */
export type MoneyDirection = 'in' | 'change' | 'out';

export interface TransactionFact {
  readonly direction: MoneyDirection;
  readonly status: 'pending' | 'failed' | 'success';
  readonly amountMinor: string;
  readonly currency: string;
  readonly occurredAt: string;
  /** Lower case; absent in what was kept before the books asked for it. */
  readonly gateway?: string;
}

export interface DisputeFact {
  readonly kind: DisputeKind;
  readonly status: DisputeStatus;
  readonly amountMinor: string;
  readonly currency: string;
  readonly initiatedAt: string;
}

/** One capture in a payout: what came in and what was kept of it, in the payout's currency. */
export interface FeeFact {
  readonly grossMinor: string;
  readonly feeMinor: string;
  readonly currency: string;
}

/** Nothing known; the neutral element of `mergeFacts`. */
export const NOTHING_KNOWN: OrderState = {
  evidence: { paid: false, capturedMinor: '0' },
  refunds: {},
  transactions: {},
  disputes: {},
  fees: {},
  testHint: false,
};

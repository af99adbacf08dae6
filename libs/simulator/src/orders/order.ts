import type { Variant } from '../catalogue/catalogue.js';
import type { Currencies, Pair } from '../money/pair.js';
import type { Address, Shopper } from '../shoppers/shopper.js';
import type { Touch } from '../shoppers/journey.js';
import type { TaxRate } from '../shop/regions.js';
import type { ShopProfile } from '../shop/shop-profile.js';
import type { Customer } from './customer.js';

/** A tax on one line, for all its units. */
export interface LineTax {
  readonly rate: TaxRate;
  readonly amount: Pair;
}

export interface OrderLine {
  readonly id: bigint;
  readonly variant: Variant;
  readonly quantity: number;
  readonly unit: Pair;
  /** The line's share of the order's discount, for all its units. */
  readonly discount: Pair;
  readonly taxes: readonly LineTax[];
  /** Units given back or taken off by an edit, refund or cancellation. */
  removed: number;
  fulfilled: number;
}

export interface ShippingLine {
  readonly id: bigint;
  readonly title: string;
  readonly code: string;
  readonly price: Pair;
  readonly taxes: readonly LineTax[];
}

export interface Discount {
  readonly code: string;
  readonly type: 'percentage' | 'fixed_amount';
  /** `10.0`, percent or shop currency. */
  readonly value: string;
  readonly total: Pair;
}

export type TransactionKind = 'sale' | 'authorization' | 'capture' | 'void' | 'refund';

export interface Transaction {
  readonly id: bigint;
  readonly kind: TransactionKind;
  readonly status: 'success' | 'pending' | 'failure';
  readonly gateway: string;
  readonly amount: Pair;
  readonly at: number;
  readonly parentId: bigint | null;
  readonly paymentId: string;
}

export interface RefundLine {
  readonly id: bigint;
  readonly line: OrderLine;
  readonly quantity: number;
  readonly restockType: 'no_restock' | 'cancel' | 'return';
  /** After discounts; with the tax inside when the order's prices include it. */
  readonly subtotal: Pair;
  readonly tax: Pair;
}

export interface RefundShipping {
  readonly id: bigint;
  readonly line: ShippingLine;
  readonly subtotal: Pair;
  readonly tax: Pair;
}

/** Positive: less was returned than the lines say (a fee kept). Negative: more (goodwill). */
export interface Discrepancy {
  readonly id: bigint;
  readonly amount: Pair;
}

export interface Refund {
  readonly id: bigint;
  readonly at: number;
  readonly note: string | null;
  readonly restock: boolean;
  readonly lines: readonly RefundLine[];
  readonly shipping: RefundShipping | null;
  readonly shippingAdjustmentId: bigint | null;
  readonly discrepancy: Discrepancy | null;
  readonly transactions: readonly Transaction[];
}

export interface Fulfillment {
  readonly id: bigint;
  readonly name: string;
  readonly createdAt: number;
  readonly trackingNumber: string;
  readonly lines: readonly { readonly line: OrderLine; readonly quantity: number }[];
  updatedAt: number;
  shipmentStatus: 'delivered' | null;
}

/** An order as the shop knows it; bodies are drawn from it at the moment something happens. */
export interface Order {
  readonly shop: ShopProfile;
  readonly id: bigint;
  /** 1, 2, … ; shown as #1001, #1002, … */
  readonly number: number;
  readonly token: string;
  readonly cartToken: string | null;
  readonly checkoutToken: string | null;
  readonly checkoutId: bigint | null;
  readonly confirmation: string;
  readonly statusKey: string;
  readonly browserIp: string | null;
  readonly userAgent: string | null;
  readonly source: 'web' | 'pos';
  readonly shopper: Shopper;
  readonly customer: Customer | null;
  readonly email: string | null;
  readonly address: Address | null;
  readonly currencies: Currencies;
  readonly taxesIncluded: boolean;
  readonly touches: readonly Touch[];
  readonly noteAttributes: readonly { name: string; value: string }[];
  readonly poNumber: string | null;
  readonly tags: string;
  readonly gateway: string;
  /** `test: true`; such bodies' sums needn't add up. */
  readonly bogus: boolean;
  readonly createdAt: number;
  readonly discount: Discount | null;
  readonly shipping: ShippingLine | null;
  readonly tip: Pair;
  readonly lines: OrderLine[];
  readonly transactions: Transaction[];
  readonly refunds: Refund[];
  readonly fulfillments: Fulfillment[];
  updatedAt: number;
  cancelledAt: number | null;
  cancelReason: string | null;
  closedAt: number | null;
}

import { ArrayMaxSize, IsArray, IsBoolean, IsInt, Min } from 'class-validator';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsObjectOf, IsOptional, IsText } from '../core/rules.js';
import { LIST_LIMITS } from './list-limits.js';
import { OrderDiscountCode } from './order-line.js';
import { VisitOrigin } from './visit-origin.js';

export class CheckoutLine {
  @IsOptional() @IsId() productId?: string;
  @IsOptional() @IsId() variantId?: string;
  @IsOptional() @IsText(255) sku?: string;
  @IsText() title!: string;
  @IsInt() @Min(0) quantity!: number;
  @IsMinorUnits() unitPriceMinor!: string;
  @IsMinorUnits() discountMinor!: string;
  @IsBoolean() giftCard!: boolean;
}

export class CheckoutTotals {
  @IsMinorUnits() linesMinor!: string;
  @IsMinorUnits() discountsMinor!: string;
  @IsMinorUnits() subtotalMinor!: string;
  @IsMinorUnits() shippingMinor!: string;
  @IsMinorUnits() taxMinor!: string;
  @IsMinorUnits() totalMinor!: string;
}

/**
 * A checkout as Shopify described it at `updatedAt`. Unlike an order, a checkout states its amounts in the currency
 * the shopper sees, and in that alone.
 */
export class CheckoutSnapshot {
  @IsId() checkoutId!: string;
  /** Ties the checkout to the order it becomes (`origin.checkoutToken` there). */
  @IsText(255) token!: string;
  @IsOptional() @IsText(255) cartToken?: string;
  /** Of every amount here: the shopper's. */
  @IsCurrencyCode() currency!: string;
  /** Where the body names another one. */
  @IsOptional() @IsCurrencyCode() shopCurrency?: string;
  @IsObjectOf(() => CheckoutTotals) totals!: CheckoutTotals;
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.lines)
  @IsObjectOf(() => CheckoutLine, { each: true })
  lines!: CheckoutLine[];
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.lines)
  @IsObjectOf(() => OrderDiscountCode, { each: true })
  discountCodes!: OrderDiscountCode[];
  @IsOptional() @IsId() customerId?: string;
  /** SHA-256 (hex) of the trimmed, lower-cased e-mail address. */
  @IsOptional() @IsText(64) emailHash?: string;
  @IsBoolean() acceptsMarketing!: boolean;
  @IsOptional() @IsText(255) sourceName?: string;
  @IsOptional() @IsInstant() completedAt?: string;
  @IsOptional() @IsInstant() closedAt?: string;
  /** The recovery page without its key: enough to recognise it, not enough to open someone's checkout. */
  @IsOptional() @IsText() abandonedUrl?: string;
  @IsObjectOf(() => VisitOrigin) origin!: VisitOrigin;
  @IsInstant() createdAt!: string;
  @IsInstant() updatedAt!: string;
}

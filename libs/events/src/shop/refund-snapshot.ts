import { ArrayMaxSize, IsArray, IsBoolean, IsInt, Min } from 'class-validator';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsObjectOf, IsOptional, IsText } from '../core/rules.js';
import { LIST_LIMITS } from './list-limits.js';
import { TransactionSnapshot } from './transaction-snapshot.js';

/** Units of one order line given back. Amounts in the shop's currency. */
export class RefundLine {
  @IsId() refundLineId!: string;
  @IsId() lineId!: string;
  @IsInt() @Min(0) quantity!: number;
  /** no_restock, cancel, return or legacy_restock. */
  @IsText(64) restockType!: string;
  /** After discounts; without tax unless the order's prices include it. */
  @IsMinorUnits() subtotalMinor!: string;
  @IsMinorUnits() taxMinor!: string;
}

/** Shipping given back, positive. */
export class RefundShippingLine {
  @IsMinorUnits() subtotalMinor!: string;
  @IsMinorUnits() taxMinor!: string;
}

/**
 * What explains a difference between the refunded lines and the money returned. Sign as Shopify sends it:
 * money returned = lines + shipping + duties + fees − adjustments, taxes included.
 */
export class RefundAdjustment {
  @IsId() adjustmentId!: string;
  /**
   * refund_discrepancy. Shopify's other kind, shipping_refund, is told as `shipping`: bodies of the present API versions
   * carry refunded shipping twice, as an adjustment and as a shipping line.
   */
  @IsText(64) kind!: string;
  @IsText(255) reason!: string;
  @IsMinorUnits() amountMinor!: string;
  @IsMinorUnits() taxMinor!: string;
}

export class RefundSnapshot {
  @IsId() refundId!: string;
  @IsId() orderId!: string;
  @IsInstant() createdAt!: string;
  @IsOptional() @IsInstant() processedAt?: string;
  @IsBoolean() restock!: boolean;
  @IsOptional() @IsText() note?: string;
  /** The shop's currency where the body tells it (any `shop_money`), absent otherwise. */
  @IsOptional() @IsCurrencyCode() currency?: string;
  /** The presentment currency where the body tells it and it is another one. */
  @IsOptional() @IsCurrencyCode() presentmentCurrency?: string;
  /** The refunded lines, shipping, duties and adjustments in presentment currency, when that is another one. */
  @IsOptional() @IsMinorUnits() presentmentTotalMinor?: string;
  /**
   * The same parts summed the same way in the shop's currency, present when the presentment total is: the two give the
   * refund's own rate. Neither knows whether prices include tax, so that only their ratio means something.
   */
  @IsOptional() @IsMinorUnits() shopTotalMinor?: string;
  @IsArray() @ArrayMaxSize(LIST_LIMITS.lines) @IsObjectOf(() => RefundLine, { each: true }) lines!: RefundLine[];
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.lines)
  @IsObjectOf(() => RefundShippingLine, { each: true })
  shipping!: RefundShippingLine[];
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.lines)
  @IsObjectOf(() => RefundAdjustment, { each: true })
  adjustments!: RefundAdjustment[];
  @IsMinorUnits() dutiesMinor!: string;
  @IsMinorUnits() additionalFeesMinor!: string;
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.transactions)
  @IsObjectOf(() => TransactionSnapshot, { each: true })
  transactions!: TransactionSnapshot[];
}

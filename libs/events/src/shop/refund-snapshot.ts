import { IsArray, IsBoolean, IsInt, Min } from 'class-validator';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsObjectOf, IsOptional, IsText } from '../core/rules.js';
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

export class RefundShippingLine {
  @IsMinorUnits() subtotalMinor!: string;
  @IsMinorUnits() taxMinor!: string;
}

/** What explains a difference between the refunded lines and the money returned. Sign as Shopify sends it. */
export class RefundAdjustment {
  @IsId() adjustmentId!: string;
  /** shipping_refund or refund_discrepancy. */
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
  @IsArray() @IsObjectOf(() => RefundLine, { each: true }) lines!: RefundLine[];
  @IsArray() @IsObjectOf(() => RefundShippingLine, { each: true }) shipping!: RefundShippingLine[];
  @IsArray() @IsObjectOf(() => RefundAdjustment, { each: true }) adjustments!: RefundAdjustment[];
  @IsMinorUnits() dutiesMinor!: string;
  @IsMinorUnits() additionalFeesMinor!: string;
  @IsArray() @IsObjectOf(() => TransactionSnapshot, { each: true }) transactions!: TransactionSnapshot[];
}

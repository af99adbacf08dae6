import { IsBoolean, IsInt, Min } from 'class-validator';
import { IsId, IsMinorUnits, IsOptional, IsText } from '../core/rules.js';

/** One line of an order, amounts in the shop's currency. */
export class OrderLine {
  @IsId() lineId!: string;
  @IsOptional() @IsId() productId?: string;
  @IsOptional() @IsId() variantId?: string;
  @IsOptional() @IsText(255) sku?: string;
  @IsText() title!: string;
  @IsOptional() @IsText() variantTitle?: string;
  @IsOptional() @IsText(255) vendor?: string;
  @IsInt() @Min(0) quantity!: number;
  /** After edits and returns. */
  @IsInt() @Min(0) currentQuantity!: number;
  @IsMinorUnits() unitPriceMinor!: string;
  /** This line's discounts, its share of order discounts included, positive. */
  @IsMinorUnits() discountMinor!: string;
  @IsMinorUnits() taxMinor!: string;
  @IsBoolean() giftCard!: boolean;
}

export class OrderShippingLine {
  @IsOptional() @IsId() shippingLineId?: string;
  @IsText() title!: string;
  @IsMinorUnits() priceMinor!: string;
  @IsMinorUnits() discountedPriceMinor!: string;
  @IsMinorUnits() taxMinor!: string;
}

export class OrderDiscountCode {
  @IsText(255) code!: string;
  @IsMinorUnits() amountMinor!: string;
  @IsText(64) type!: string;
}

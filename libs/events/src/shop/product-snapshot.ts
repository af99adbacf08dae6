import { ArrayMaxSize, IsArray, IsInt, Matches, Min } from 'class-validator';
import {
  IsCurrencyCode,
  IsId,
  IsInstant,
  IsMinorUnits,
  IsObjectOf,
  IsOneOf,
  IsOptional,
  IsText,
} from '../core/rules.js';
import { applyDecorators } from '../core/apply-decorators.js';
import { LIST_LIMITS } from './list-limits.js';

export const PRODUCT_STATUSES = ['active', 'draft', 'archived', 'unlisted', 'unknown'] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** An amount as decimal text, `199.00`: exact, its currency being the shop's, which a product's body does not name. */
const IsDecimalText = () => applyDecorators(IsText(64), Matches(/^-?[0-9]+(\.[0-9]+)?$/));

/** A variant's price in one currency, where the body names one. */
export class VariantPrice {
  @IsCurrencyCode() currency!: string;
  @IsMinorUnits() priceMinor!: string;
  @IsOptional() @IsMinorUnits() compareAtMinor?: string;
}

export class ProductVariant {
  @IsId() variantId!: string;
  @IsText(255) title!: string;
  @IsOptional() @IsText(255) sku?: string;
  @IsOptional() @IsText(255) barcode?: string;
  /** Decimal text in the shop's currency: minor units need a currency, and the body names none. */
  @IsOptional() @IsDecimalText() price?: string;
  @IsOptional() @IsDecimalText() compareAtPrice?: string;
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.currencies)
  @IsObjectOf(() => VariantPrice, { each: true })
  prices!: VariantPrice[];
  @IsOptional() @IsId() inventoryItemId?: string;
  /** May be negative: oversold. */
  @IsOptional() @IsInt() inventoryQuantity?: number;
  /** deny or continue */
  @IsOptional() @IsText(64) inventoryPolicy?: string;
  /** In the order of the product's options: `["Pink", "30x40"]`. */
  @IsArray() @ArrayMaxSize(3) @IsText(255, { each: true }) optionValues!: string[];
  @IsOptional() @IsInstant() updatedAt?: string;
}

export class ProductOption {
  @IsText(255) name!: string;
  @IsArray() @ArrayMaxSize(LIST_LIMITS.optionValues) @IsText(255, { each: true }) values!: string[];
}

/** A product as Shopify described it at `updatedAt`. */
export class ProductSnapshot {
  @IsId() productId!: string;
  @IsText(255) title!: string;
  @IsOptional() @IsText(255) handle?: string;
  @IsOptional() @IsText(255) vendor?: string;
  @IsOptional() @IsText(255) productType?: string;
  @IsOneOf(PRODUCT_STATUSES) status!: ProductStatus;
  @IsArray() @ArrayMaxSize(LIST_LIMITS.tags) @IsText(255, { each: true }) tags!: string[];
  @IsArray() @ArrayMaxSize(3) @IsObjectOf(() => ProductOption, { each: true }) options!: ProductOption[];
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.variants)
  @IsObjectOf(() => ProductVariant, { each: true })
  variants!: ProductVariant[];
  /** All there are; more than `variants` when Shopify sent only the first hundred. */
  @IsInt() @Min(0) variantCount!: number;
  @IsOptional() @IsInstant() publishedAt?: string;
  @IsInstant() createdAt!: string;
  @IsInstant() updatedAt!: string;
}

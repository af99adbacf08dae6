import { ArrayMaxSize, IsArray, IsInt, Min } from 'class-validator';
import { IsId, IsInstant, IsObjectOf, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { LIST_LIMITS } from './list-limits.js';

export const FULFILLMENT_STATUSES = ['pending', 'open', 'success', 'cancelled', 'error', 'failure', 'unknown'] as const;
export type FulfillmentStatus = (typeof FULFILLMENT_STATUSES)[number];

export class FulfillmentLine {
  @IsId() lineId!: string;
  @IsOptional() @IsId() productId?: string;
  @IsOptional() @IsId() variantId?: string;
  @IsOptional() @IsText(255) sku?: string;
  @IsInt() @Min(0) quantity!: number;
}

/** A fulfilment as Shopify described it at `updatedAt`; where it goes is personal and stays out. */
export class FulfillmentSnapshot {
  @IsId() fulfillmentId!: string;
  @IsId() orderId!: string;
  /** `#1001.1` */
  @IsOptional() @IsText(64) name?: string;
  @IsOneOf(FULFILLMENT_STATUSES) status!: FulfillmentStatus;
  /** The carrier's word: in_transit, delivered, … */
  @IsOptional() @IsText(64) shipmentStatus?: string;
  @IsOptional() @IsText(255) service?: string;
  @IsOptional() @IsId() locationId?: string;
  @IsOptional() @IsText(255) trackingCompany?: string;
  @IsArray() @ArrayMaxSize(LIST_LIMITS.trackingNumbers) @IsText(255, { each: true }) trackingNumbers!: string[];
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.lines)
  @IsObjectOf(() => FulfillmentLine, { each: true })
  lines!: FulfillmentLine[];
  @IsInstant() createdAt!: string;
  @IsInstant() updatedAt!: string;
}

import { ArrayMaxSize, IsArray, IsBoolean } from 'class-validator';
import { IsCurrencyCode, IsId, IsInstant, IsObjectOf, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { OrderDiscountCode, OrderLine, OrderShippingLine } from './order-line.js';
import { OrderTotals, PresentmentTotal } from './money-totals.js';
import { LIST_LIMITS } from './list-limits.js';
import { RefundSnapshot } from './refund-snapshot.js';
import { VisitOrigin } from './visit-origin.js';

export const FINANCIAL_STATUSES = [
  'pending',
  'authorized',
  'partially_paid',
  'paid',
  'partially_refunded',
  'refunded',
  'voided',
  'expired',
  'unpaid',
  'unknown',
] as const;
export type FinancialStatus = (typeof FINANCIAL_STATUSES)[number];

/** An order as Shopify described it at `updatedAt`. Amounts are the shop's currency in minor units. */
export class OrderSnapshot {
  @IsId() orderId!: string;
  /** `#1001` */
  @IsText(64) name!: string;
  @IsCurrencyCode() currency!: string;
  @IsOneOf(FINANCIAL_STATUSES) financialStatus!: FinancialStatus;
  @IsOptional() @IsText(64) fulfillmentStatus?: string;
  @IsInstant() createdAt!: string;
  @IsInstant() updatedAt!: string;
  @IsOptional() @IsInstant() processedAt?: string;
  @IsOptional() @IsInstant() cancelledAt?: string;
  @IsOptional() @IsText(255) cancelReason?: string;
  /** Absent for guests and point-of-sale orders. */
  @IsOptional() @IsId() customerId?: string;
  /** SHA-256 (hex) of the trimmed, lower-cased e-mail address. */
  @IsOptional() @IsText(64) emailHash?: string;
  /** ISO 3166-1 alpha-2 of the shipping address, else of the billing address. */
  @IsOptional() @IsText(16) countryCode?: string;
  @IsOptional() @IsText(16) provinceCode?: string;
  @IsOptional() @IsText(255) sourceName?: string;
  @IsArray() @ArrayMaxSize(LIST_LIMITS.tags) @IsText(255, { each: true }) tags!: string[];
  @IsBoolean() taxesIncluded!: boolean;
  @IsObjectOf(() => OrderTotals) totals!: OrderTotals;
  @IsOptional() @IsObjectOf(() => PresentmentTotal) presentment?: PresentmentTotal;
  @IsArray() @ArrayMaxSize(LIST_LIMITS.lines) @IsObjectOf(() => OrderLine, { each: true }) lines!: OrderLine[];
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.lines)
  @IsObjectOf(() => OrderShippingLine, { each: true })
  shipping!: OrderShippingLine[];
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.lines)
  @IsObjectOf(() => OrderDiscountCode, { each: true })
  discountCodes!: OrderDiscountCode[];
  @IsArray() @ArrayMaxSize(LIST_LIMITS.gateways) @IsText(255, { each: true }) gateways!: string[];
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.refunds)
  @IsObjectOf(() => RefundSnapshot, { each: true })
  refunds!: RefundSnapshot[];
  @IsObjectOf(() => VisitOrigin) origin!: VisitOrigin;
}

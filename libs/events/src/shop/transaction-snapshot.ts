import { IsBoolean } from 'class-validator';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsOneOf, IsOptional, IsText } from '../core/rules.js';

export const TRANSACTION_KINDS = ['authorization', 'capture', 'sale', 'void', 'refund', 'change', 'other'] as const;
export const TRANSACTION_STATUSES = ['pending', 'failure', 'success', 'error', 'other'] as const;

/** A payment transaction as Shopify reports it, its amount in the transaction's own currency. */
export class TransactionSnapshot {
  @IsId() transactionId!: string;
  @IsId() orderId!: string;
  @IsOptional() @IsId() parentId?: string;
  @IsOneOf(TRANSACTION_KINDS) kind!: (typeof TRANSACTION_KINDS)[number];
  @IsOneOf(TRANSACTION_STATUSES) status!: (typeof TRANSACTION_STATUSES)[number];
  @IsText(255) gateway!: string;
  @IsMinorUnits() amountMinor!: string;
  @IsCurrencyCode() currency!: string;
  /** The payment gateway's own test flag; it says nothing about the order. */
  @IsBoolean() gatewayTest!: boolean;
  @IsInstant() createdAt!: string;
  @IsOptional() @IsInstant() processedAt?: string;
}

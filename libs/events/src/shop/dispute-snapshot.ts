import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsOneOf, IsOptional, IsText } from '../core/rules.js';

export const DISPUTE_KINDS = ['chargeback', 'inquiry', 'other'] as const;
export type DisputeKind = (typeof DISPUTE_KINDS)[number];

export const DISPUTE_STATUSES = [
  'needs_response',
  'under_review',
  'charge_refunded',
  'accepted',
  'won',
  'lost',
  'other',
] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** A dispute as Shopify described it; the amount in the dispute's own currency. */
export class DisputeSnapshot {
  @IsId() disputeId!: string;
  @IsOptional() @IsId() orderId?: string;
  @IsOneOf(DISPUTE_KINDS) kind!: DisputeKind;
  @IsOneOf(DISPUTE_STATUSES) status!: DisputeStatus;
  @IsText(255) reason!: string;
  @IsOptional() @IsText(64) networkReasonCode?: string;
  @IsMinorUnits() amountMinor!: string;
  @IsCurrencyCode() currency!: string;
  @IsInstant() initiatedAt!: string;
  @IsOptional() @IsInstant() evidenceDueBy?: string;
  @IsOptional() @IsInstant() evidenceSentOn?: string;
  @IsOptional() @IsInstant() finalizedOn?: string;
}

import { ArrayMaxSize, IsArray, IsBoolean, IsInt, Min } from 'class-validator';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { LIST_LIMITS } from './list-limits.js';

export const CUSTOMER_STATES = ['disabled', 'invited', 'enabled', 'declined', 'unknown'] as const;
export type CustomerState = (typeof CUSTOMER_STATES)[number];

export const CONSENT_STATES = [
  'subscribed',
  'not_subscribed',
  'pending',
  'unsubscribed',
  'redacted',
  'invalid',
  'unknown',
] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/**
 * A customer as Shopify described them at `updatedAt`. Facts are kept in a chain that cannot forget, so that names,
 * addresses, phone numbers and the e-mail address itself stay out; what ties facts together are ids and the hash.
 */
export class CustomerSnapshot {
  @IsId() customerId!: string;
  /** SHA-256 (hex) of the trimmed, lower-cased e-mail address. */
  @IsOptional() @IsText(64) emailHash?: string;
  @IsOneOf(CUSTOMER_STATES) state!: CustomerState;
  @IsBoolean() emailVerified!: boolean;
  @IsArray() @ArrayMaxSize(LIST_LIMITS.tags) @IsText(255, { each: true }) tags!: string[];
  /** Absent when the body does not speak of it, which is not the same as `unknown`, a word we do not know. */
  @IsOptional() @IsOneOf(CONSENT_STATES) emailConsent?: ConsentState;
  @IsOptional() @IsInstant() emailConsentAt?: string;
  @IsOptional() @IsOneOf(CONSENT_STATES) smsConsent?: ConsentState;
  @IsOptional() @IsInstant() smsConsentAt?: string;
  @IsOptional() @IsInt() @Min(0) ordersCount?: number;
  /** In `currency`; both or neither. */
  @IsOptional() @IsMinorUnits() totalSpentMinor?: string;
  @IsOptional() @IsCurrencyCode() currency?: string;
  @IsOptional() @IsId() lastOrderId?: string;
  /** ISO 3166-1 alpha-2 of the default address. */
  @IsOptional() @IsText(16) countryCode?: string;
  @IsOptional() @IsText(16) provinceCode?: string;
  @IsInstant() createdAt!: string;
  @IsInstant() updatedAt!: string;
}

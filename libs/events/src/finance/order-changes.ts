import { IsArray, IsBoolean } from 'class-validator';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsObjectOf, IsOptional, IsText } from '../core/rules.js';
import { BookedPosting } from './booked-posting.js';

/** One journal entry of an order. */
export class BookedEntry {
  @IsId() entryId!: string;
  /** sale, payment, edit, refund, cancellation, chargeback, chargeback-reversal, costs, correction */
  @IsText(64) kind!: string;
  /** What made the entry due; with its sequence number unique within the order and book. */
  @IsText(255) cause!: string;
  /** Of the book it stands in: an order that turned out to be a test has entries in both. */
  @IsBoolean() test!: boolean;
  @IsInstant() occurredAt!: string;
  @IsArray() @IsObjectOf(() => BookedPosting, { each: true }) postings!: BookedPosting[];
}

/** What an order stands at in the books after a change, in the shop's currency. */
export class OrderStanding {
  @IsId() orderId!: string;
  @IsCurrencyCode() currency!: string;
  @IsBoolean() test!: boolean;
  /** Absent while the order itself is not known. */
  @IsOptional() @IsInstant() placedAt?: string;
  @IsOptional() @IsId() customerId?: string;
  /** Income of the order as it stands now, refunds taken off, without tax. */
  @IsMinorUnits() netRevenueMinor!: string;
  @IsMinorUnits() capturedMinor!: string;
  @IsMinorUnits() returnedMinor!: string;
  /** Absent when the cost of a line is not known: unknown is not zero. */
  @IsOptional() @IsMinorUnits() costOfGoodsMinor?: string;
  @IsMinorUnits() processorFeesMinor!: string;
}

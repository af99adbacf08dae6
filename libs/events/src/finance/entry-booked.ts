import { IsArray, IsBoolean } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsObjectOf, IsText } from '../core/rules.js';

export class BookedPosting {
  @IsText(128) account!: string;
  /** Debits positive, credits negative. */
  @IsMinorUnits() amountMinor!: string;
  @IsCurrencyCode() currency!: string;
}

@Event('vw.finance.entry.booked.v1', 'A journal entry was booked.')
export class EntryBooked {
  @IsId() entryId!: string;
  @IsId() orderId!: string;
  /** sale, payment, edit, refund, cancellation, correction */
  @IsText(64) kind!: string;
  /** What made the entry due; one entry per cause. */
  @IsText(255) cause!: string;
  @IsBoolean() test!: boolean;
  @IsInstant() occurredAt!: string;
  @IsArray() @IsObjectOf(() => BookedPosting, { each: true }) postings!: BookedPosting[];
}

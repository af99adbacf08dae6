import { IsArray, IsBoolean } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsObjectOf, IsOptional, IsText } from '../core/rules.js';
import { BookedPosting } from './booked-posting.js';

@Event(
  'vw.finance.entry.booked.v1',
  'A journal entry was booked that no order came to: a cost, a payout, a commission.',
)
export class EntryBooked {
  @IsId() entryId!: string;
  /** Where it belongs to one. What orders come to is told by order.booked and refund.booked. */
  @IsOptional() @IsId() orderId?: string;
  /** cost, payout, commission, spend, … */
  @IsText(64) kind!: string;
  /** What made the entry due; one entry per cause. */
  @IsText(255) cause!: string;
  @IsBoolean() test!: boolean;
  @IsInstant() occurredAt!: string;
  /** The entry that this one takes back. */
  @IsOptional() @IsId() reverses?: string;
  @IsArray() @IsObjectOf(() => BookedPosting, { each: true }) postings!: BookedPosting[];
}

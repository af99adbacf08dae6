import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Posting, LedgerEntry } from '@vividwalls/contracts';
import type { Book } from '../journal/journal-entry.js';
import { ENTRY_KINDS } from '../order-books/entries-due.js';

/** One line of an entry as it is shown. */
export class PostingView implements Posting {
  @ApiProperty({ example: 'asset:payments-clearing' }) account!: string;
  @ApiProperty({ example: '19900', description: 'Minor units; debits positive, credits negative' })
  amountMinor!: string;
  @ApiProperty({ example: 'USD' }) currency!: string;
}

/** Of what belongs to no order. */
const OTHER_KINDS = ['cost', 'payout', 'spend', 'commission'];
const KINDS = [...ENTRY_KINDS, ...OTHER_KINDS];

/** A journal entry as it is shown. */
export class EntryView implements LedgerEntry {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'sale', description: KINDS.join(', ') }) kind!: string;
  @ApiProperty({
    example: 'sale',
    description: 'What made it due: sale, costs, refund:<id>, dispute:<id>, cancellation; payout:<id>, cost:<id>, …',
  })
  cause!: string;
  @ApiProperty({ example: 1, description: 'Counts the entries of this cause in this book' }) seq!: number;
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ format: 'date-time', description: 'When it happened' }) occurredAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was booked' }) recordedAt!: string;
  @ApiProperty({ description: 'The event that caused it' }) eventId!: string;
  @ApiProperty({ description: 'The first cause, the same for everything that followed from it' })
  correlationId!: string;
  @ApiProperty({ example: 'shopify:vividwalls.myshopify.com' }) actor!: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'The entry that this one takes back' }) reverses?: string;
  @ApiProperty({ type: [PostingView] }) postings!: PostingView[];
}

/** An entry with the order it belongs to, for lists over all orders. */
export class JournalEntryView extends EntryView {
  @ApiProperty({ type: String, nullable: true, example: '450789469', description: 'Null when it belongs to no order' })
  orderId!: string | null;
}

export class JournalEntryPageView {
  @ApiProperty({ type: [JournalEntryView], description: 'Newest first, by when they were booked' })
  items!: readonly JournalEntryView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

import type { Posting } from './tally.js';

/** Real trade, or test and owner orders, which never count. */
export type Book = 'real' | 'test';

/** An entry as it is written: once, never changed. Its postings sum to zero in each of their currencies. */
export interface JournalEntry {
  /** UUIDv7, so that entries sort in the order of their recording. */
  readonly id: string;
  /** Null for what belongs to no order: a payout, a cost, a commission. */
  readonly orderId: string | null;
  /** What made it due. With order, book and sequence it is unique: the same cause is never booked twice. */
  readonly cause: string;
  readonly book: Book;
  readonly seq: number;
  readonly kind: string;
  /** The books' currency; an entry of two currencies holds the other one besides. */
  readonly currency: string;
  /** When it happened, ISO 8601. */
  readonly occurredAt: string;
  readonly recordedAt: Date;
  readonly eventId: string;
  readonly correlationId: string;
  readonly actor: string;
  /** The entry that this one takes back. */
  readonly reverses?: string | undefined;
  readonly postings: readonly Posting[];
}
